def project = new File(request.outputDirectory, request.artifactId)
def server = request.properties['server']

// Maven checks the value only where it asks for it
if (!(server ==~ /standalone|wildfly|liberty|payara|tomcat/)) {
    throw new IllegalArgumentException('server must be standalone, wildfly, liberty, payara or tomcat, but was "'
            + server + '". Delete ' + project + ' and generate it again.')
}

// Maven makes a project in a directory with a pom.xml a module of that one; Tideway's own manages versions that the
// project's import of its BOM cannot replace
if (new File(project, 'pom.xml').text =~ /(?s)<parent>((?!<\/parent>).)*<groupId>io\.tideway</) {
    throw new IllegalArgumentException('the project must not be a module of Tideway itself. Delete ' + project
            + ', remove its <module> from ' + new File(request.outputDirectory, 'pom.xml')
            + ', and generate it again in a directory without a pom.xml.')
}

// Takes away what only another server needs
def onlyFor = [
    standalone: "src/main/java/${request.properties['package'].replace('.', '/')}/Main.java",
    tomcat: 'src/main/webapp/WEB-INF',
    liberty: 'src/main/liberty',
]
onlyFor.findAll { it.key != server }.each { key, path ->
    def file = new File(project, path)
    file.directory ? file.deleteDir() : file.delete()
}
