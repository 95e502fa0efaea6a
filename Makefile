# What a user or a maintainer types. `make run` and `make test` need Swift 6.2 or newer, libzmq 4, zlib and SQLite 3;
# signatures need libsodium.
SWIFT ?= swift
ARGS ?=
CODE := Package.swift Sources Strategies Sim Tests Benchmarks
# SwiftPM forgets undeclared imports on incremental builds unless it is told not to.
ROOMS := --explicit-target-dependency-import-check error

.PHONY: build run test bench format lint drawing setup clean-run

# The program alone: .build/release/obligato.
build: setup
	$(SWIFT) build -c release --product obligato $(ROOMS)

# A whole trading day with every process. `make run ARGS="--speed 60 --seed 7"`
run: build
	.build/release/obligato day $(ARGS)

# Release, like `run`: one build for both. The last line is the runner's own.
test: setup
	$(SWIFT) test -c release --disable-xctest $(ROOMS)

bench: setup
	$(SWIFT) build -c release --product benchmarks $(ROOMS)
	.build/release/benchmarks $(ARGS)

format:
	$(SWIFT) format format -i -p -r $(CODE)

lint:
	$(SWIFT) format lint --strict -p -r $(CODE)
	@if command -v python3 >/dev/null; then python3 -B Sources/Wire/Schema/generate.py --check; \
	else echo "lint: python3 not found, schema check skipped"; fi

# The drawing and the arrows in docs/architecture.md, out of Package.swift.
drawing: setup
	OBLIGATO_REDRAW=1 $(SWIFT) test -c release --disable-xctest --filter TidyTests $(ROOMS)

# Checks first, installs only what is missing, and says so.
setup:
	@command -v $(SWIFT) >/dev/null || { echo "setup: swift not found; install Swift 6.2 or newer:" \
	  "https://www.swift.org/install/linux/" >&2; exit 2; }
	@$(SWIFT) --version 2>/dev/null | awk '/Swift version/ { \
	    sub(/.*Swift version /, ""); split($$1, v, "[.-]"); found = $$1 } \
	  END { if (v[1] * 100 + v[2] >= 602) exit 0; \
	    print "setup: Swift 6.2 or newer needed, found " (found ? found : "none") > "/dev/stderr"; exit 2 }'
	@need=; for pair in zmq.h:libzmq3-dev zlib.h:zlib1g-dev sqlite3.h:libsqlite3-dev; do \
	    test -f /usr/include/$${pair%:*} || test -f /usr/local/include/$${pair%:*} || need="$$need $${pair#*:}"; done; \
	  if command -v apt-get >/dev/null; then PATH="$$PATH:/sbin:/usr/sbin" ldconfig -p | grep -q 'libsodium\.so\.2' \
	    || need="$$need libsodium-dev"; fi; \
	  test -z "$$need" || { sudo=; test "$$(id -u)" = 0 || sudo=sudo; \
	  command -v apt-get >/dev/null || { echo "setup: install libzmq 4, zlib and SQLite 3 with headers (missing:$$need)" >&2; exit 2; }; \
	  test -z "$$sudo" || command -v sudo >/dev/null || { \
	    echo "setup: as root: apt-get install$$need" >&2; exit 2; }; \
	  echo "setup: installing$$need with apt-get"; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends$$need; }

# Run folders of days and backtests; builds stay.
clean-run:
	rm -rf runs
