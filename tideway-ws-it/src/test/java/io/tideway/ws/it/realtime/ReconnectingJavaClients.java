package io.tideway.ws.it.realtime;

import static io.tideway.ws.it.realtime.JavaClient.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.centrifugal.centrifuge.PublishResult;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.tideway.ws.it.realtime.JavaClient.Member;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Runs many clients for Java, which use Protobuf. */
final class ReconnectingJavaClients implements ReconnectingClients {
    private final List<JavaClient> clients = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Subscription first;

    ReconnectingJavaClients(URI server, String room, int count) {
        for (int i = 0; i < count; i++) {
            clients.add(new JavaClient(server, "user-" + i));
        }
        List<Subscription> subscriptions = new ArrayList<>();
        for (JavaClient client : clients) {
            soon(client.connected);
            Member member = new Member();
            members.add(member);
            subscriptions.add(client.joined(room, member));
        }
        first = subscriptions.get(0);
        publish("\"before\"");
        members.forEach(member -> assertThat(next(member)).isEqualTo("\"before\""));
    }

    private void publish(String json) {
        JavaClient.<PublishResult>answer(callback -> first.publish(json.getBytes(UTF_8), callback));
    }

    private static String next(Member member) {
        return new String(soon(member.publications).getData(), UTF_8);
    }

    @Override
    public Return back() {
        int recovered = 0;
        for (Member member : members) {
            SubscribedEvent again = soon(member.subscribed);
            assertThat(again.wasRecovering()).isTrue();
            recovered += again.getRecovered() ? 1 : 0;
        }
        publish("\"after\"");
        int missed = 0;
        for (Member member : members) {
            String heard = next(member);
            while (heard.equals("\"missed\"")) {
                missed++;
                heard = next(member);
            }
            assertThat(heard).isEqualTo("\"after\"");
        }
        return new Return(recovered, missed);
    }

    @Override
    public void close() {
        clients.forEach(JavaClient::close);
    }
}
