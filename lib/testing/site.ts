import { parse } from "yaml";
import { artifactTemplates } from "#lib/domain/templates";
import { lockArtifact } from "#lib/operations/artifact-locks";
import { createEnvironment } from "#lib/operations/execution-environments";
import { createGroup } from "#lib/operations/groups";
import { runOperation } from "#lib/operations/operation";
import { createPasswordLink } from "#lib/operations/people";
import { createToken } from "#lib/operations/tokens";
import { actorOf, makeOrganization, makePerson, type TestPerson } from "./actors";
import { makeFailedBuild, makeGoodBuild } from "./builds";
import { callerOf, makeArtifact, makeCredential } from "./factories";
import { logLines, makeShownWorkload } from "./shown-workloads";
import { makeLongTrace } from "./traces";

/** Ids of one of everything, all visible to the visitor, who may see every page. */
export interface Site {
  visitor: TestPerson;
  draft: string;
  locked: string;
  repository: string;
  group: string;
  environment: string;
  /** Named by the draft and the locked one. */
  credential: string;
  /** Of the draft. */
  goodBuild: string;
  failedBuild: string;
  /** It runs the locked one. */
  workload: string;
  /** Of the workload. */
  trace: string;
  /** The secret of a one-time link that was not used yet. */
  passwordLink: string;
}

/** Something on every page, in an organization of its own or in one that is there. */
export async function makeSite(organizationId?: string): Promise<Site> {
  const id = organizationId ?? (await makeOrganization()).id;
  const visitor = await makePerson(id, "platformAdministrator");
  const colleague = await makePerson(id);
  const actor = await actorOf(visitor);
  const caller = callerOf(actor);
  const credential = await makeCredential(actor, { name: `Model provider ${visitor.id}` });
  const template = artifactTemplates.find((one) => one.id === "agent-with-sidecars")?.text ?? "";
  const document: unknown = parse(template.replace("id-of-your-credential", credential.id));
  const fields = typeof document === "object" ? { ...document } : {};
  const first = await makeArtifact(actor, fields);
  const draft = await makeArtifact(actor, { ...fields, artifactRepositoryId: first.repositoryId });
  await runOperation(lockArtifact, caller, { id: first.id });
  await runOperation(createToken, caller, { name: "ci-deploy" });
  const memberIds = [visitor.id, colleague.id];
  const group = await runOperation(createGroup, caller, { name: "Underwriters", memberIds });
  const { buildId: goodBuild } = await makeGoodBuild(actor, draft.id);
  const { buildId: failedBuild } = await makeFailedBuild(actor, draft.id);
  const environment = await runOperation(createEnvironment, caller, {
    name: `Ours ${first.id}`,
    programmingLanguage: "node",
    version: { label: "22", baseImage: "ours/node:22" },
  });
  const workload = await makeShownWorkload(actor, first.id, `claims ${first.id}`);
  await logLines(workload, ["listening on 8080", "\u001b[33mslow\u001b[39m request"]);
  const { linkSecret } = await runOperation(createPasswordLink, caller, { id: colleague.id });
  return {
    visitor,
    draft: draft.id,
    locked: first.id,
    repository: first.repositoryId,
    group: group.id,
    environment: environment.id,
    credential: credential.id,
    goodBuild,
    failedBuild,
    workload: workload.id,
    trace: await makeLongTrace(workload.id),
    passwordLink: linkSecret,
  };
}
