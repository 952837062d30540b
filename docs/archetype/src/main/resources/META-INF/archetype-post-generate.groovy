def project = new File(request.outputDirectory, request.artifactId)
def server = request.properties['server']

// Maven checks the value only where it asks for it
if (!(server ==~ /standalone|wildfly|liberty|payara|tomcat/)) {
    throw new IllegalArgumentException('server must be standalone, wildfly, liberty, payara or tomcat, but was "'
            + server + '". Delete ' + project + ' and generate it again.')
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
