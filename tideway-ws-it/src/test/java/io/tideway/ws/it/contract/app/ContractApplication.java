package io.tideway.ws.it.contract.app;

import java.util.List;

/** Lists the classes of the application. */
public final class ContractApplication {
    private static final List<Class<?>> BEANS = List.of(
            Announcements.class,
            ApplicationScopedEndpoint.class,
            RecordingInterceptor.class,
            ScheduledBroadcasts.class,
            ScheduledBroadcastsEndpoint.class,
            DelayedWritesEndpoint.class,
            DenyAllForMembersEndpoint.class,
            CompressedEchoEndpoint.class,
            ConnectionScopedEndpoint.class,
            ConnectionScopedBean.class,
            ContextCheck.class,
            ContextObserver.class,
            ContextConfiguredEndpoint.class,
            ContextOnContainerEndpoint.class,
            ContextOnManagedEndpoint.class,
            ContextRealtimeEndpoint.class,
            ManagedEchoEndpoint.class,
            BlockingConfiguredEndpoint.class,
            BlockingOnContainerEndpoint.class,
            DependentEndpoint.class,
            RoomsAndUsersEndpoint.class,
            RecordingEchoEndpoint.class,
            EventObserver.class,
            QueryDecisionCheck.class,
            FailingEndpoint.class,
            FloodingEndpoint.class,
            SlowConsumerEndpoint.class,
            ExpiringEndpoint.class,
            HandshakeValuesEndpoint.class,
            RolesOnMessageForMembersEndpoint.class,
            UpgradeDecisionEndpoint.class,
            UpgradeDecisionForMembersEndpoint.class,
            CallerEndpoint.class,
            Journal.class,
            StoringEndpoint.class,
            LimitedEchoEndpoint.class,
            BlockingOnManagedEndpoint.class,
            OverriddenRolesEndpoint.class,
            LargeEchoEndpoint.class,
            JsonOrdersEndpoint.class,
            PolymorphicJsonEndpoint.class,
            ProbeEndpoint.class,
            HeartbeatEndpoint.class,
            InboundRateEndpoint.class,
            RealtimeEndpoint.class,
            RealtimeHeartbeatEndpoint.class,
            RealtimeRooms.class,
            RequestScopedBean.class,
            RolesOnMessageEndpoint.class,
            ConcurrentSendersEndpoint.class,
            RolesAllowedForMembersEndpoint.class,
            OverlapCountingEndpoint.class,
            RolesAllowedEndpoint.class,
            DenyAllEndpoint.class,
            RoomJoiningEndpoint.class,
            CallbackThreadEndpoint.class,
            TransactionsEndpoint.class);

    private ContractApplication() {}

    public static Class<?>[] beans() {
        return BEANS.toArray(Class<?>[]::new);
    }
}
