package io.tideway.ws.internal.invoke;

import java.util.concurrent.Callable;

/** Sets one part of the application's context around a call, and takes it away again, whatever the call throws. */
interface ContextStep {
    <T> T call(Callable<T> call) throws Exception;
}
