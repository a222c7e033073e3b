// Before generation: a database with the migrations in it, unless the generated classes are those of these migrations already.
// Tells jOOQ's plugin by two properties of the project, generation.skip and generation.url; stop.groovy undoes it.

import java.security.MessageDigest
import javax.tools.ToolProvider
import org.flywaydb.core.Flyway
import org.flywaydb.core.api.FlywayException
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension

File base = project.basedir
File build = new File(project.build.directory)
File migrations = new File(base, '../schema/src/main/resources/dev/nvent/store/migration').canonicalFile
File generated = new File(project.properties['generated.directory'] as String)
File fingerprint = new File(build, 'generated.fingerprint')

// Everything that the generated classes depend on.
String print = { ->
    def inputs = migrations.listFiles().sort { it.name } + new File(base, 'pom.xml') + new File(base, 'src/build').listFiles().sort { it.name }
    def digest = MessageDigest.getInstance('SHA-256')
    digest.update("${project.properties['jooq.version']} ${project.properties['flyway.version']}".bytes)
    inputs.each { digest.update(it.name.bytes); digest.update(it.bytes) }
    digest.digest().encodeHex().toString()
}()
if (generated.directory && fingerprint.exists() && fingerprint.text == print) {
    log.info('The migrations have not changed: keeping the generated classes')
    project.properties.setProperty('generation.skip', 'true')
    return
}
fingerprint.delete()

// The tests find their server by the rule in the sources of `test-postgres`. On a fresh clone nobody has compiled it, so this does.
ClassLoader plugin = Flyway.classLoader // with the dependencies that the pom gives to this plugin
def compileTesting = { ->
    File classes = new File(build, 'testing-classes')
    classes.deleteDir()
    classes.mkdirs()
    def sources = new File(base, '../test-postgres/src/main/java/dev/nvent/store/postgres').listFiles().collect { it.path }
    def classPath = plugin.URLs.collect { new File(it.toURI()).path }.join(File.pathSeparator)
    def arguments = ['-proc:none', '-d', classes.path, '-cp', classPath] + sources
    if (ToolProvider.systemJavaCompiler.run(null, null, null, arguments as String[]) != 0) {
        throw new IllegalStateException('The sources of test-postgres do not compile')
    }
    // Maven closes the plugin's own class loader before shutdown hooks run, and they end a server that an error left running.
    def logging = new ClassLoader(ClassLoader.platformClassLoader) {
        @Override
        protected Class<?> findClass(String name) {
            name.startsWith('org.slf4j.') ? plugin.loadClass(name) : super.findClass(name)
        }
    }
    new URLClassLoader([classes.toURI().toURL(), *plugin.URLs] as URL[], logging)
}
ClassLoader testing = compileTesting()

// With Testcontainers looking for its own parts in the class loader of the thread.
def find = { wanted ->
    def before = Thread.currentThread().contextClassLoader
    Thread.currentThread().contextClassLoader = testing
    try {
        testing.loadClass('dev.nvent.store.postgres.PostgresServer').find(wanted)
    } finally {
        Thread.currentThread().contextClassLoader = before
    }
}
def wanted = testing.loadClass('dev.nvent.store.postgres.ServerRequest').defaults()
        .withMajor(18).withDirectory(new File(build, 'postgres').toPath())
def server = find(wanted)
project.setContextValue('generation.stop', { -> server.close() })
try {
    def database = server.createDatabase()
    project.setContextValue('generation.stop', { -> database.close(); server.close() })
    ['org.jooq.no-logo', 'org.jooq.no-tips'].each { System.setProperty(it, 'true') }
    log.info("Generating from the migrations on ${server.describe()}")
    def flyway = Flyway.configure(plugin)
            .dataSource(database.jdbcUrl(), null, null)
            .locations("filesystem:${migrations}")
            .schemas('nvent')
            .table('flyway_history')
            .placeholders([schema: 'nvent', prefix: ''])
            .validateMigrationNaming(true)
            .loggers('slf4j')
    // Under Flyway's usual lock, which is a transaction of its own, CREATE INDEX CONCURRENTLY waits for ever.
    flyway.pluginRegister.getExact(PostgreSQLConfigurationExtension).transactionalLock = false
    try {
        flyway.load().migrate()
    } catch (FlywayException e) {
        def script = [e, e.cause].find { it instanceof FlywaySqlScriptException }
        if (script == null) {
            throw e
        }
        // Flyway's own message leaves the statement out.
        throw new IllegalStateException("""The migration ${script.resource.filename} fails at line ${script.lineNumber}: ${script.cause.message}
            |${script.statement}
            |in ${migrations}""".stripMargin())
    }
    project.properties.setProperty('generation.skip', 'false')
    project.properties.setProperty('generation.url', database.jdbcUrl())
    project.setContextValue('generation.done', { -> fingerprint.text = print })
} catch (Throwable e) {
    project.getContextValue('generation.stop').call()
    throw e
}
