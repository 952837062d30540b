import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;
import org.apache.openejb.util.OpenEjbVersion;
import org.apache.tomee.embedded.Configuration;
import org.apache.tomee.embedded.Container;

/** Runs TomEE and deploys what the standard input says; run from its source. */
public class DeployOnCommand {
    public static void main(String[] args) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setHost("127.0.0.1");
        configuration.setHttpPort(Integer.parseInt(args[0]));
        configuration.setStopPort(-1);
        configuration.setDir(args[1]);
        configuration.setUsers(Map.of("@member@", "@password@", "@guest@", "@password@"));
        configuration.setRoles(Map.of("@member@", "member", "@guest@", "guest"));
        Tomcat server = new Container(configuration).getTomcat();
        server.setAddDefaultWebXmlToWebapp(false); // which TomEE does by itself
        System.out.println("@@ ready: TomEE " + OpenEjbVersion.get().getVersion());
        Map<String, String> paths = new HashMap<>();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 4);
            String name = words[1];
            if (words[0].equals("deploy")) {
                long since = System.nanoTime();
                paths.put(name, words[2].equals("/") ? "" : words[2]);
                boolean done = deploy(server, paths.get(name), words[3]);
                System.out.println("@@ " + (done ? "deployed " : "failed ") + name + " in "
                        + (System.nanoTime() - since) / 1_000_000 + " ms");
            } else {
                remove(server, paths.get(name));
                System.out.println("@@ undeployed " + name);
            }
        }
    }

    /** Does as Tomcat does for a WAR in the directory {@code webapps}; TomEE listens to each application it starts. */
    private static boolean deploy(Tomcat server, String contextPath, String war) {
        boolean done = false;
        try {
            done = server.addWebapp(contextPath, war).getState() == LifecycleState.STARTED;
        } catch (IllegalStateException e) {
            e.printStackTrace();
        }
        if (!done) {
            remove(server, contextPath);
        }
        return done;
    }

    private static void remove(Tomcat server, String contextPath) {
        server.getHost().removeChild(server.getHost().findChild(contextPath));
    }
}
