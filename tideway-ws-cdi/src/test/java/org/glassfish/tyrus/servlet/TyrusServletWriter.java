package org.glassfish.tyrus.servlet;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Looks by its name like the writer of Payara and GlassFish, without their queue below it. */
public final class TyrusServletWriter extends Writer {
    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> completionHandler) {}

    @Override
    public void close() {}
}
