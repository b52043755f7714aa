import { inject } from "vitest";
import { testEngine } from "#lib/engines/contract";
import { makeDockerEngine } from "./docker-engine";

testEngine("docker", { open: () => makeDockerEngine(inject("engineAddress")), base: inject("baseImage") });
