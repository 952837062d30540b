package io.tideway.ws.it.contract.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Wraps request and response, and sends the body of an answer once it is complete, as filters for ETags do. */
@WebFilter(urlPatterns = "/buffered/declared", asyncSupported = true)
public class BufferingFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Buffer buffer = new Buffer();
        chain.doFilter(new HttpServletRequestWrapper(request), new BufferedResponse(response, buffer));
        if (buffer.bytes.size() > 0) {
            response.setContentLength(buffer.bytes.size());
            buffer.bytes.writeTo(response.getOutputStream());
        }
    }

    private static final class BufferedResponse extends HttpServletResponseWrapper {
        private final Buffer buffer;

        BufferedResponse(HttpServletResponse response, Buffer buffer) {
            super(response);
            this.buffer = buffer;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return buffer;
        }

        @Override
        public void flushBuffer() {
            // The answer is not complete yet.
        }
    }

    private static final class Buffer extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException();
        }

        @Override
        public void write(int octet) {
            bytes.write(octet);
        }
    }
}
