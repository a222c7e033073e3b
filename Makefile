# Short commands for daily work. Each finds a JDK 21 or newer by itself; `make` lists them.

MAVEN = scripts/maven -B
# Print the tests and their results, and of everything else only warnings and errors.
TEST_OUTPUT = MAVEN_OPTS="$$MAVEN_OPTS -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info"
# Sources of the demo and of the benchmarks; directories count too, so that a deleted file is noticed.
DEMO_SOURCES = pom.xml $(wildcard */pom.xml) \
  $(shell find test-postgres/src/main schema/src/main codegen/src maven-plugin/src/main store/src/main demo/src/main 2>/dev/null)
BENCH_SOURCES = $(DEMO_SOURCES) $(shell find benchmarks/src/main 2>/dev/null)

.DEFAULT_GOAL = help
.PHONY: help demo bench check test faults release-check site generate golden format clean

# The recipes read these variables from the environment, so that the shell need not quote them.
export URL DATA ONLY

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 } /^##  / { printf "                   %s\n", substr($$0, 5) }' Makefile

check: ## compile everything, check format and architecture, run the unit tests; needs no database once the classes are generated
	@$(MAVEN) -q -T2 -Pcheck test spotless:check
	@echo 'All checks passed.'

test: ## run all checks and all tests (mvn verify)
##  ONLY=TransitionTest             one class, in whichever module; ONLY='TransitionTest#name*' for some of its methods
##  SKIP=slow                       without the tests that have this tag
##  POSTGRES=15                     on PostgreSQL 15, 16 or 17 instead of 18
##  NODE_ADAPTER=require            fail if the Node adapter cannot be installed from npm; NODE_ADAPTER=skip: do not try
	@$(TEST_OUTPUT) $(MAVEN) $(if $(POSTGRES),-Dpostgres=$(POSTGRES)) $(if $(NODE_ADAPTER),-Dnvent.nodeAdapter=$(NODE_ADAPTER)) \
	  $(if $(SKIP),-Dexcluded.tags='jar|$(SKIP)') \
	  $(if $(ONLY),$(if $(filter JarTest% ExamplesTest% GenerateMojoTest% ModulePathTest%,$(ONLY)),package,test) -Dtest="$$ONLY" -Dsurefire.failIfNoSpecifiedTests=false,verify)

release-check: ## deploy to a directory, check what a release needs, and use it from there in a new project
	@scripts/release-check

site: ## build the documentation and the Javadoc as a site in site/target/site; needs Node
	@scripts/build-site

faults: ## let servers and networks fail under writers and handlers, and write docs/faults.md; takes some minutes
##  ONLY='ConsumerFaultSuite'        one suite; its section of the page is written
##  needs server packages of PostgreSQL; skips faults whose tools are missing (Debian: pgbouncer, faketime; root for a full disk)
	@$(TEST_OUTPUT) $(MAVEN) -Dnvent.faults=true test -Dtest="$${ONLY:-*FaultSuite}" -Dsurefire.failIfNoSpecifiedTests=false

demo: demo/target/classpath ## process a day of orders on an embedded PostgreSQL, and print a report
##  URL=jdbc:postgresql://host:port/database?user=...      on this database
##  DATA=events.jsonl[.gz]          with these events: {"event": "...", "payload": {...}}
	@java_home=$$(scripts/find-jdk) && \
	NVENT_DATABASE_URL="$${URL:-$$NVENT_DATABASE_URL}" exec "$$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Dbasedir=demo -Dnvent.demo.data="$$DATA" -cp "demo/target/classes:$$(cat demo/target/classpath)" dev.nvent.store.demo.Demo

demo/target/classpath: $(DEMO_SOURCES)
	@scripts/find-jdk >/dev/null
	@echo 'Building (the first time takes a minute or two)'
	@scripts/quietly demo/target/build.log $(MAVEN) -q -pl demo -am process-classes
	@touch $@

bench: benchmarks/target/classpath ## measure performance and write docs/benchmarks; takes about 35 minutes
##  ONLY=increment,append           only the workloads whose names begin with these words
##  URL=jdbc:postgresql://host:port/database?user=...      on this database
	@scripts/install-node-adapter benchmarks/target/original || echo 'The Node adapter is not measured.'
	@java_home=$$(scripts/find-jdk) && \
	NVENT_DATABASE_URL="$${URL:-$$NVENT_DATABASE_URL}" exec "$$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Dsun.misc.unsafe.memory.access=allow -Dbasedir=benchmarks -cp "benchmarks/target/classes:$$(cat benchmarks/target/classpath)" \
	  dev.nvent.store.benchmarks.Bench "$$ONLY"

benchmarks/target/classpath: $(BENCH_SOURCES)
	@scripts/find-jdk >/dev/null
	@echo 'Building (the first time takes a minute or two)'
	@scripts/quietly benchmarks/target/build.log $(MAVEN) -q -pl benchmarks -am process-classes
	@touch $@

generate: ## generate the jOOQ classes from the migrations
	@$(MAVEN) -q generate-sources

# Runs the tests that compare the files, so that both are produced the same way.
golden: ## rewrite docs/schema.md and the golden schema from a migrated database
	@$(MAVEN) -q verify -pl integration-tests -am -Dgolden=refresh \
	  -Dtest='SchemaDocumentTest,GoldenSchemaTest' -Dsurefire.failIfNoSpecifiedTests=false

format: ## format the Java sources
	@$(MAVEN) -q spotless:apply

clean: ## delete everything that was built
	@$(MAVEN) -q clean
