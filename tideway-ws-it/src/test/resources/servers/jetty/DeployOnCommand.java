import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.@ee@.servlet.DecoratingListener;
import org.eclipse.jetty.@ee@.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.security.Credential;

/** Runs Jetty and deploys what the standard input says; run from its source. */
public class DeployOnCommand {
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        server.setHandler(contexts);
        server.start();
        System.out.println("@@ ready: Jetty " + Server.getVersion());
        Map<String, WebAppContext> deployed = new ConcurrentHashMap<>();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 4);
            String name = words[1];
            if (words[0].equals("deploy")) {
                long since = System.nanoTime();
                WebAppContext application = application(words[2], words[3], args[1]);
                boolean done = true;
                contexts.addHandler(application);
                try {
                    application.start();
                    deployed.put(name, application);
                } catch (Exception e) {
                    e.printStackTrace();
                    remove(contexts, application);
                    done = false;
                }
                System.out.println("@@ " + (done ? "deployed " : "failed ") + name + " in "
                        + (System.nanoTime() - since) / 1_000_000 + " ms");
            } else if (deployed.containsKey(name)) {
                remove(contexts, deployed.remove(name));
                System.out.println("@@ undeployed " + name);
            }
        }
    }

    private static WebAppContext application(String contextPath, String war, String libraries) {
        WebAppContext application = new WebAppContext();
        application.setContextPath(contextPath);
        application.setWar(war);
        // CDI, JSON-B and REST, as if they lay in its WEB-INF/lib
        application.setExtraClasspath(libraries + "/*");
        application.setThrowUnavailableOnStartupException(true);
        // Without it the order is another one in each start; this one puts Tideway before Jetty's own.
        application.setAttribute(
                "org.eclipse.jetty.containerInitializerOrder", "io.tideway.ws.internal.servlet.ServletInitializer, *");
        // As Jetty's module for CDI does: lets Weld inject into servlets
        application.setInitParameter("org.eclipse.jetty.cdi", "CdiDecoratingListener");
        application.setAttribute("org.eclipse.jetty.cdi", "CdiDecoratingListener");
        application.addEventListener(new DecoratingListener(application, "org.eclipse.jetty.cdi.decorator"));
        UserStore users = new UserStore();
        users.addUser("@member@", Credential.getCredential("@password@"), new String[] {"member"});
        users.addUser("@guest@", Credential.getCredential("@password@"), new String[] {"guest"});
        HashLoginService realm = new HashLoginService("tests");
        realm.setUserStore(users);
        application.getSecurityHandler().setLoginService(realm);
        return application;
    }

    private static void remove(ContextHandlerCollection contexts, WebAppContext application) throws Exception {
        application.stop();
        contexts.removeHandler(application);
        application.destroy();
    }
}
