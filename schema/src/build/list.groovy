// What Flyway finds by listing a directory, the store reads here: at each start, without Flyway.

File list = new File(project.build.outputDirectory, 'dev/nvent/store/migrations.txt')
list.parentFile.mkdirs()
list.text = new File(project.basedir, 'src/main/resources/dev/nvent/store/migration').list().sort().join('\n') + '\n'
