# SPDX-License-Identifier: Apache-2.0
# The one door to everything: `make help` lists what stands behind it.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python

.PHONY: help setup parts demo build test lint architecture swift-test browser-test bench release clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## install what is missing: Debian packages, Python packages, browser parts
	@scripts/setup

parts: ## fetch and check charts, map and htmx for the pages
	@scripts/install-browser-parts

build: setup ## build the program for development
	@scripts/step "build" swift build --explicit-target-dependency-import-check error

demo: build ## start VamCo with the sample city and say where to look
	@scripts/demo

lint: ## check the style of every Swift file
	@scripts/step "style" swift-format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

swift-test: ## run the Swift tests on SQLite and on a PostgreSQL of their own
	@scripts/step "build the tests" swift build --build-tests --explicit-target-dependency-import-check error
	@scripts/step "lines that must not compile" scripts/check-refused
	@scripts/step "tests" swift test --skip-build

browser-test: ## use the pages with a real browser, as a person would
	@scripts/step "browser tests" $(PYTHON) -m pytest -q -n 2 --dist loadfile Tests/Browser

test: setup lint swift-test browser-test ## everything that must hold, as the build server runs it

bench: ## measure; NAME=house or another folder of Benchmarks, QUICK=1 for a minute's worth
	@Benchmarks/run $(or $(NAME),house) $(if $(QUICK),--quick)

release: setup ## build the program for use, into var/release
	@scripts/release

clean: ## forget everything built
	rm -rf .build var
