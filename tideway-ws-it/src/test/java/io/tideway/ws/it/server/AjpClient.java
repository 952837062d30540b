package io.tideway.ws.it.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends one request as a proxy does that speaks AJP/1.3 to its server. */
final class AjpClient {

    /** The response to a request. */
    record Answer(int status, String body) {}

    private static final int PATIENCE_MILLIS = 15_000;
    private static final int TO_SERVER = 0x1234;
    private static final int FORWARD_REQUEST = 2;
    private static final int GET = 2;
    private static final int END_OF_ATTRIBUTES = 0xFF;
    private static final int SEND_BODY_CHUNK = 3;
    private static final int SEND_HEADERS = 4;
    private static final int END_RESPONSE = 5;

    private AjpClient() {}

    /** Sends a GET request, and reads its response. */
    static Answer get(int port, String path, Map<String, String> headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] request = request(path, headers);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(TO_SERVER);
            out.writeShort(request.length);
            out.write(request);
            out.flush();
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static byte[] request(String path, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(FORWARD_REQUEST);
        out.writeByte(GET);
        string(out, "HTTP/1.1");
        string(out, path);
        string(out, "127.0.0.1");
        string(out, "localhost");
        string(out, "localhost");
        out.writeShort(80);
        out.writeBoolean(false);
        out.writeShort(headers.size());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            string(out, header.getKey());
            string(out, header.getValue());
        }
        out.writeByte(END_OF_ATTRIBUTES);
        return bytes.toByteArray();
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeShort(bytes.length);
        out.write(bytes);
        out.writeByte(0);
    }

    private static Answer answer(DataInputStream in) throws IOException {
        int status = 0;
        StringBuilder body = new StringBuilder();
        while (true) {
            in.readUnsignedShort();
            byte[] packet = new byte[in.readUnsignedShort()];
            in.readFully(packet);
            switch (packet[0]) {
                case SEND_HEADERS -> status = number(packet, 1);
                case SEND_BODY_CHUNK -> body.append(new String(packet, 3, number(packet, 1), StandardCharsets.UTF_8));
                case END_RESPONSE -> {
                    return new Answer(status, body.toString());
                }
                default -> throw new IOException("a packet of type " + packet[0]);
            }
        }
    }

    private static int number(byte[] packet, int offset) {
        return (packet[offset] & 0xFF) << 8 | packet[offset + 1] & 0xFF;
    }
}
