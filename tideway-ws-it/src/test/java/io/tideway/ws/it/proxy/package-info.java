/** Tests with real proxies in front, which get the configuration that the guide shows. */
package io.tideway.ws.it.proxy;
