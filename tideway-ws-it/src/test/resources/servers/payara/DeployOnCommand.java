import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;

/** Runs Payara Micro and deploys what the standard input says; run from its source. */
public class DeployOnCommand {
    public static void main(String[] args) throws Exception {
        // As the jar's own main method does, so that libraries have their classes of later versions of Java.
        PayaraMicroRuntime server = PayaraMicroLauncher.create(new String[] {
                    "--port",
                    args[0],
                    "--rootDir",
                    args[1],
                    "--postbootcommandfile",
                    args[2],
                    "--nocluster",
                    "--nohazelcast"
                })
                .getRuntime();
        System.out.println("@@ ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("deploy")) {
                long since = System.nanoTime();
                // It says true of an application that failed to start, too.
                boolean done = server.deploy(words[1], words[2], new File(words[3]))
                        && server.getDeployedApplicationNames().contains(words[1]);
                System.out.println("@@ " + (done ? "deployed " : "failed ") + words[1] + " in "
                        + (System.nanoTime() - since) / 1_000_000 + " ms");
            } else {
                server.undeploy(words[1]);
                System.out.println("@@ undeployed " + words[1]);
            }
        }
    }
}
