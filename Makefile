# Short names for what one does here. Each finds a JDK 21 or newer by itself.

MAVEN = scripts/maven -B
# Whatever the demo and the benchmarks are built from; directories too, so that a deleted file counts.
DEMO_SOURCES = pom.xml $(wildcard */pom.xml) \
  $(shell find test-postgres/src/main schema/src/main codegen/src store/src/main demo/src/main 2>/dev/null)
BENCH_SOURCES = $(DEMO_SOURCES) $(shell find benchmarks/src/main 2>/dev/null)

.DEFAULT_GOAL = help
.PHONY: help demo bench test generate golden format clean

help: ## this list
	@echo 'make demo      a day of order processing on an embedded PostgreSQL, and a report on it'
	@echo '     URL=jdbc:postgresql://host:port/database?user=...   on a database of yours'
	@echo '     DATA=events.jsonl[.gz]                              with real events: {"event": "...", "payload": {...}}'
	@echo './nvent --help  the command line: migrate, status, doctor and more; builds itself on first use'
	@echo 'make bench     how fast it is, into docs/benchmarks, in ten minutes or so; ONLY=increment,append what begins so'
	@echo 'make test      everything that is checked (mvn verify); POSTGRES=15, 16 or 17 tests on an older server than 18;'
	@echo '               NODE_ADAPTER=require fails, NODE_ADAPTER=skip skips the tests that need the Node adapter from npm'
	@echo 'make generate  the classes for the tables, from the migrations'
	@echo 'make golden    docs/schema.md and the golden schema, from a migrated database'
	@echo 'make format    puts the sources into the form that the build expects'
	@echo 'make clean     removes everything that was built'

# The variables come from the environment of the recipe, so that the shell need not quote them.
export URL DATA ONLY
demo: demo/target/classpath
	@java_home=$$(scripts/find-jdk) && \
	NVENT_DATABASE_URL="$${URL:-$$NVENT_DATABASE_URL}" exec "$$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
	  -Dbasedir=demo -Dnvent.demo.data="$$DATA" -cp "demo/target/classes:$$(cat demo/target/classpath)" dev.nvent.store.demo.Demo

demo/target/classpath: $(DEMO_SOURCES)
	@scripts/find-jdk >/dev/null
	@echo 'Building (the first time takes a minute or two)'
	@scripts/quietly demo/target/build.log $(MAVEN) -q -pl demo -am process-classes
	@touch $@

bench: benchmarks/target/classpath
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

test:
	@$(MAVEN) verify $(if $(POSTGRES),-Dpostgres=$(POSTGRES)) $(if $(NODE_ADAPTER),-Dnvent.nodeAdapter=$(NODE_ADAPTER))

generate:
	@$(MAVEN) -q generate-sources

# With the test that checks them, so that both are made the same way.
golden:
	@$(MAVEN) -q verify -pl integration-tests -am -Dgolden=refresh \
	  -Dtest='SchemaDocumentTest,GoldenSchemaTest' -Dsurefire.failIfNoSpecifiedTests=false

format:
	@$(MAVEN) -q spotless:apply

clean:
	@$(MAVEN) -q clean
