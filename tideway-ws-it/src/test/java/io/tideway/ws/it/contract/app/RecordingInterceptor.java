package io.tideway.ws.it.contract.app;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Tells the request in which a callback runs that it was intercepted. */
@Intercepted
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class RecordingInterceptor {
    @Inject
    RequestScopedBean request;

    @AroundInvoke
    Object audit(InvocationContext call) throws Exception {
        request.intercepted(call.getMethod().getName());
        return call.proceed();
    }
}
