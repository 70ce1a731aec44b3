# make run: try kimd.  make test: test it.  make install: put it on an office server (after make release).
SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
# Where make install finds the binaries.
BIN ?= .build/release
# For which Python: the system's, not one of a version manager that happens to be first in PATH.
PYTHON ?= /usr/bin/python3
# For which systemd: that of this machine. PrivateUsers=identity is of 257.
SYSTEMD ?= $(shell systemctl --version 2>/dev/null | sed -n '1s/^systemd \([0-9]*\).*/\1/p')

# Where the tests write down what they ask of the store, for PostgreSQL to take it as well.
STATEMENTS = $(CURDIR)/.build/statements
RELEASE = $(SWIFT) build -c release --static-swift-stdlib
ROOT = $(DESTDIR)$(PREFIX)
UNITS = $(wildcard systemd/*.socket systemd/*.service systemd/*.timer)
SCRIPTS = .ci/run .ci/dependencies $(shell find systemd Tests clients -name '*.sh')

.PHONY: deps build release test run bench install format lint clean

deps:
	@.ci/dependencies

build: deps
	$(SWIFT) build

release: deps
	$(RELEASE) --product kimd
	$(RELEASE) --product kimctl

# The socket's tests keep real time, and for that need the machine to themselves.
# 77 is "skipped": the script has said loudly why.
test: build
	@.ci/dependencies test
	rm -f $(STATEMENTS)
	$(SWIFT) test --filter '^KimSocketTests'
	KIM_STATEMENTS=$(STATEMENTS) $(SWIFT) test --skip-build --skip '^KimSocketTests'
	KIM_STATEMENTS=$(STATEMENTS) KIM_BIN=.build/debug PYTHONDONTWRITEBYTECODE=1 python3 -m unittest discover -s Tests/e2e -v
	clients/python/tests/run.sh .build/debug
	clients/shell/tests/run.sh .build/debug
	Tests/systemd-e2e/units.sh
	Tests/systemd-e2e/run.sh .build/debug || [ $$? -eq 77 ]

run: release
	clients/examples/run.sh .build/release

bench: release
	@.ci/dependencies bench
	$(RELEASE) --product kimbench
	.build/release/kimbench compare $(if $(SIZE),--size $(SIZE)) $(if $(OLD),--old $(OLD))

install:
	@test -x $(BIN)/kimd || { echo 'There is no $(BIN)/kimd: make release first.' >&2; exit 1; }
	install -D -m 0755 $(BIN)/kimd $(ROOT)/libexec/kimd
	install -D -m 0755 $(BIN)/kimctl $(ROOT)/bin/kimctl
	install -D -m 0755 systemd/kim-backup.sh $(ROOT)/libexec/kim-backup
	install -D -m 0644 -t $(ROOT)/lib/systemd/system $(UNITS)
	sed -i 's,=/usr/libexec/,=$(PREFIX)/libexec/,' $(addprefix $(ROOT)/lib/systemd/system/,$(notdir $(UNITS)))
	[ '0$(SYSTEMD)' -lt 257 ] || for unit in $(notdir $(filter %.service,$(UNITS))); do \
	  install -D -m 0644 -t $(ROOT)/lib/systemd/system/$$unit.d systemd/private-users.conf || exit; \
	done
	install -D -m 0644 systemd/sysusers.d/kimd.conf $(ROOT)/lib/sysusers.d/kimd.conf
	install -D -m 0644 systemd/tmpfiles.d/kimd.conf $(ROOT)/lib/tmpfiles.d/kimd.conf
	install -D -m 0644 systemd/kimd.preset $(ROOT)/lib/systemd/system-preset/50-kimd.preset
	install -D -m 0644 systemd/journald@kimd.conf $(ROOT)/lib/systemd/journald@kimd.conf.d/kimd.conf
	install -D -m 0644 -t $(ROOT)/lib/systemd/catalog systemd/kimd.catalog systemd/kimd.de.catalog
	$(PYTHON) clients/python/backend.py install '$(DESTDIR)' '$(PREFIX)'
	install -d -m 0755 $(ROOT)/share/kimd
	cd clients && find . -type f ! -path '*/tests/*' ! -path '*/__pycache__/*' ! -path '*/build/*' \
	  -exec cp --parents --preserve=mode -t $(abspath $(ROOT))/share/kimd '{}' +

format:
	$(SWIFT) format -i -p -r Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict -p -r Package.swift Sources Tests
	@for script in $(SCRIPTS); do \
	  case "$$(head -n 1 $$script)" in *bash*) bash -n $$script ;; *) sh -n $$script ;; esac || exit 1; \
	done
	@echo 'lint: fine'

clean:
	rm -rf .build
