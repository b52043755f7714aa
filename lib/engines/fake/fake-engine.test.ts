import { testEngine } from "#lib/engines/contract";
import { testReplicas } from "#lib/engines/contract-replicas";
import { fakeBase, makeFakeEngine } from "./fake-engine";

testEngine("fake", { open: makeFakeEngine, base: fakeBase });
testReplicas("fake", { open: makeFakeEngine, base: fakeBase });
