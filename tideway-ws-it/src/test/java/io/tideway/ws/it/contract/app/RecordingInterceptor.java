package io.tideway.ws.it.contract.app;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Records in the request scope that a callback was intercepted. */
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
