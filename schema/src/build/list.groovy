// What Flyway finds by listing a directory, the store reads here: at each start, without Flyway. With the checksums.

File list = new File(project.build.outputDirectory, 'nvent-store/migrations.txt')
list.parentFile.mkdirs()
list.text = new File(project.basedir, 'src/main/resources/nvent-store/migration').listFiles().sort { it.name }.collect {
    // As Flyway counts it: over the lines without their ends.
    def checksum = new java.util.zip.CRC32()
    it.readLines('UTF-8').each { line -> checksum.update(line.getBytes('UTF-8')) }
    "${it.name} ${checksum.value as int}\n"
}.join()
