import { inject } from "vitest";
import { testEngine } from "#lib/engines/contract";
import { testReplicas } from "#lib/engines/contract-replicas";
import { makeDockerEngine } from "./docker-engine";

const open = () => makeDockerEngine(inject("engineAddress"));

testEngine("docker", { open, base: inject("baseImage") });
testReplicas("docker", { open, base: inject("baseImage") });
