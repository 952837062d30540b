package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.PublishRequest;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.util.Map;
import java.util.Optional;

/** Shows a command to the application. */
final class Request {
    private final Command command;
    private final ProtocolEndpoint endpoint;

    Request(Command command, ProtocolEndpoint endpoint) {
        this.command = command;
        this.endpoint = endpoint;
    }

    private Optional<String> token() {
        return command.token.isEmpty() ? Optional.empty() : Optional.of(command.token);
    }

    private <T> Optional<T> data(Class<T> type) {
        return Optional.ofNullable(command.json()).map(json -> type.cast(endpoint.fromJson(json, type)));
    }

    Credentials credentials() {
        return new Credentials() {
            @Override
            public Optional<String> token() {
                return Request.this.token();
            }

            @Override
            public Optional<String> data() {
                return Optional.ofNullable(command.json());
            }

            @Override
            public <T> Optional<T> data(Class<T> type) {
                return Request.this.data(type);
            }

            @Override
            public String clientName() {
                return command.name;
            }

            @Override
            public String clientVersion() {
                return command.version;
            }

            @Override
            public Map<String, String> headers() {
                return command.headers;
            }
        };
    }

    JoinRequest join() {
        return new JoinRequest() {
            @Override
            public String room() {
                return command.channel;
            }

            @Override
            public Optional<String> token() {
                return Request.this.token();
            }

            @Override
            public Optional<String> data() {
                return Optional.ofNullable(command.json());
            }

            @Override
            public <T> Optional<T> data(Class<T> type) {
                return Request.this.data(type);
            }
        };
    }

    PublishRequest publish() {
        return new PublishRequest() {
            @Override
            public String room() {
                return command.channel;
            }

            @Override
            public String data() {
                return command.data == null ? "null" : command.data.json();
            }

            @Override
            public <T> T data(Class<T> type) {
                return type.cast(endpoint.fromJson(data(), type));
            }
        };
    }
}
