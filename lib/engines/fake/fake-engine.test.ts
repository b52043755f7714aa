import { testEngine } from "#lib/engines/contract";
import { fakeBase, makeFakeEngine } from "./fake-engine";

testEngine("fake", { open: makeFakeEngine, base: fakeBase });
