import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.List;

/** Runs Payara Micro and deploys what the standard input says; run from its source. */
public class DeployOnCommand {
    public static void main(String[] args) throws Exception {
        PayaraMicro micro = PayaraMicro.getInstance();
        micro.setHttpPort(Integer.parseInt(args[0]));
        micro.setRootDir(new File(args[1]));
        micro.setNoCluster(true);
        micro.setNoHazelcast(true);
        micro.setPrintLogo(false);
        micro.setPostBootHandler(admin -> {
            for (String user : List.of("@member@,member", "@guest@,guest")) {
                String[] nameAndGroup = user.split(",");
                admin.run(
                        "create-file-user", "--passwordfile", args[2], "--groups", nameAndGroup[1], nameAndGroup[0]);
            }
        });
        PayaraMicroRuntime server = micro.bootStrap();
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
