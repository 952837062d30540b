package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.spi.BrokerException;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;

/**
 * Describes one client to the parts of its session.
 *
 * @param connection its connection
 * @param application what it shares with the other clients of its endpoint
 * @param form how it writes and reads
 */
record Client(ProtocolConnection connection, Application application, Form form) {

    /** Returns the connection as the application sees it. */
    Connection shown() {
        return connection.connection();
    }

    ProtocolEndpoint endpoint() {
        return application.endpoint();
    }

    RealtimeCallbacks callbacks() {
        return application.callbacks();
    }

    InstantSource clock() {
        return endpoint().clock();
    }

    Replies replies() {
        return form.replies();
    }

    void send(Message reply) {
        connection.send(reply);
    }

    /** Answers a request with an error. */
    void fail(Command command, ClientError error) {
        send(replies().error(command.id, error));
    }

    /** Answers a request whose stage has failed; logs what neither the broker nor the protocol explains. */
    void fail(Command command, Throwable failure) {
        fail(command, ClientErrorException.of(failure));
        Throwable cause = ClientErrorException.cause(failure);
        if (!(cause instanceof ClientErrorException || cause instanceof BrokerException)) {
            connection.execute(() -> {
                throw new CompletionException(cause); // which is logged like any failure of a task
            });
        }
    }

    /**
     * Asks the application for a decision.
     *
     * @throws ClientErrorException if the client may not ask, or the application cannot decide, which has been logged
     */
    Object ask(HandlerMethod method, Object request) {
        if (!method.admits(shown())) {
            throw new ClientErrorException(ClientError.PERMISSION_DENIED);
        }
        try {
            Object decision = connection.call(method, shown(), request);
            if (decision == null) {
                throw new NullPointerException(method.name() + " must not return null");
            }
            return decision;
        } catch (CallException e) {
            throw new ClientErrorException(ClientError.of(e));
        } catch (MessageDecodingException e) {
            throw new ClientErrorException(ClientError.BAD_REQUEST);
        } catch (Throwable e) {
            throw failed(method, e);
        }
    }

    /** Logs that something which the application has returned is not usable; returns what the client is told. */
    ClientErrorException failed(HandlerMethod method, Throwable cause) {
        connection.failed(method, cause);
        return new ClientErrorException(ClientError.INTERNAL);
    }
}
