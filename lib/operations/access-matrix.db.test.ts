import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { insertBuild } from "#lib/store/builds";
import { database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { actorOf, makeOrganization, makePerson, makeToken, type TestPerson } from "#lib/testing/actors";
import {
  callerOf,
  grant,
  makeArtifact,
  makeContainer,
  makeCredential,
  makeDocument,
  makeSource,
  makeWorkload,
} from "#lib/testing/factories";
import { makeTrace } from "#lib/testing/traces";
import { listArtifactActivity, listAudit, listRepositoryActivity, listWorkloadActivity } from "./activity";
import { getApiVersion } from "./api-version";
import { listCredentialsOfArtifact } from "./artifact-credentials";
import { getArtifactImages, getImageFacts } from "./artifact-images";
import { lockArtifact, previewLock } from "./artifact-locks";
import { getArtifactSource } from "./artifact-sources";
import * as artifacts from "./artifacts";
import {
  findInBuildLog,
  listBuildLogRecords,
  openBuildLog,
  readBuildLog,
  searchBuildLog,
} from "./build-logs";
import { previewDockerfiles } from "./build-sources";
import * as builds from "./builds";
import { identifyToken } from "./callers";
import { listChanges } from "./changes";
import { compareArtifacts } from "./comparisons";
import * as bundles from "./compute-bundles";
import * as credentials from "./credentials";
import * as environments from "./execution-environments";
import * as files from "./files";
import * as groups from "./groups";
import { getLineage } from "./lineage";
import * as links from "./links";
import { type Operation, runOperation } from "./operation";
import * as organizations from "./organizations";
import { getOverview } from "./overview";
import * as people from "./people";
import * as repositories from "./repositories";
import { search } from "./search";
import * as sessions from "./sessions";
import * as sharing from "./shared-roles";
import * as tokens from "./tokens";
import { getVersionNotes, listEqualVersions } from "./versions";
import { compareWithRunning } from "./workload-comparisons";
import { listWorkloadLogRecords, readWorkloadLog } from "./workload-logs";
import { getWorkloadsMark } from "./workload-news";
import { getAggregateStats } from "./workload-overviews";
import { previewPromotion, promoteWorkload } from "./workload-promotion";
import * as replacements from "./workload-replacements";
import * as reports from "./workload-reports";
import { restartWorkload, startWorkload, stopWorkload } from "./workload-runs";
import * as stats from "./workload-stats";
import { getWorkloadTrace, listWorkloadTraces } from "./workload-traces";
import { countWorkloadUses, listWorkloadUses } from "./workload-uses";
import { openForTrial, openInBrowser } from "./workload-visits";
import * as workloads from "./workloads";

/**
 * Every operation × everybody who may ask. "yes" means that access let them through: the inputs are such that what
 * follows changes nothing that a later cell looks at, or is refused for another reason than who asks.
 */
type Outcome = "yes" | "401" | "403" | "404";
const askers = [
  "anonymous",
  "stranger",
  "outsider",
  "consumer",
  "user",
  "owner",
  "readOnly",
  "administrator",
  "platform",
] as const;
type Asker = (typeof askers)[number];
type Row = Record<Asker, Outcome>;

interface World {
  /** Locked, so that deleting it is refused after access. */
  lockedId: string;
  /** Not built, so that locking it is refused after access. */
  draftId: string;
  /** Of the draft; it waits for ever. */
  buildId: string;
  repositoryId: string;
  groupId: string;
  environmentId: string;
  environmentVersionId: string;
  /** The owner's own, and one of theirs for everybody in the organization. */
  privateCredentialId: string;
  credentialId: string;
  owner: Actor;
  bundleId: string;
  person: TestPerson;
  /** The administrator's, and named by the draft. */
  catalogId: string;
  versionId: string;
  stageId: string;
  /** Of an archive of that catalog. */
  statusId: string;
  /** Runs the locked artifact, and is being replaced. */
  workloadId: string;
  protonId: string;
  traceId: string;
  /** Workloads to be deleted, one for each asker. */
  doomedIds: string[];
}

const yes = "yes";
/** Who the thing is not shared with gets 404, in this organization (`outsider`) and in another (`stranger`). */
const unseen = { anonymous: "401", stranger: "404", outsider: "404" } as const;
const seen = {
  ...unseen,
  consumer: yes,
  user: yes,
  owner: yes,
  readOnly: yes,
  administrator: yes,
  platform: yes,
} as const;
const inspected = { ...seen, consumer: "403" } as const;
const changed = { ...inspected, user: "403", readOnly: "403" } as const;
const previewed = { ...changed, readOnly: yes } as const;
const signedIn = { ...seen, stranger: yes, outsider: yes } as const;
const byPerson = { ...signedIn, readOnly: "403" } as const;
const all403 = {
  stranger: "403",
  outsider: "403",
  consumer: "403",
  user: "403",
  owner: "403",
  readOnly: "403",
} as const;
const administered = { ...all403, anonymous: "401", administrator: yes, platform: yes } as const;
/** `stranger` administers another organization, so that people and groups of this one are none to them. */
const ownAdministered = { ...administered, stranger: yes } as const;
const foundAdministered = { ...administered, stranger: "404" } as const;
const platformOnly = { ...administered, administrator: "403" } as const;
/** Of one organization, for everybody in it. */
const ownEnvironment = { ...signedIn, stranger: "404" } as const;
/** The owner's, for everybody in the organization to use. */
const ownedCredential = { ...all403, ...changed, outsider: "403", consumer: "403", user: "403" } as const;
const everybody = { ...signedIn, anonymous: yes } as const;
const nobody404 = {
  ...all403,
  ...{ anonymous: "404", stranger: "404", outsider: "404", consumer: "404", user: "404", owner: "404" },
  ...{ administrator: "404", platform: "404" },
} as const satisfies Row;

interface Case {
  name: string;
  row: Row;
  ask: (actor: Actor | null, world: World) => Promise<unknown>;
}

function row<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  expected: Row,
  input: (world: World) => unknown = () => ({}),
): Case {
  return {
    name: operation.name,
    row: expected,
    ask: (actor, world) => runOperation(operation, callerOf(actor), input(world)),
  };
}

const locked = ({ lockedId: id }: World) => ({ id });
const draft = ({ draftId: id }: World) => ({ id });
const build = ({ draftId: id, buildId }: World) => ({ id, buildId });
const repository = ({ repositoryId: id }: World) => ({ id });
const group = ({ groupId: id }: World) => ({ id });
const person = ({ person: { id } }: World) => ({ id });
const environment = ({ environmentId: id }: World) => ({ id });
const credential = ({ credentialId: id }: World) => ({ id });
const workload = ({ workloadId: id }: World) => ({ id });
const proton = ({ workloadId: id, protonId }: World) => ({ id, protonId });
const catalog = ({ catalogId }: World) => ({ catalogId });
const stage = ({ catalogId, stageId }: World) => ({ catalogId, stageId });
const nobodysRoles = {
  operation: "updateRoles",
  roles: [{ shareRecipientType: "user", username: "nobody@example.test", role: "OWNER" }],
};
const from = { address: "192.0.2.7", userAgent: "test" };

const matrix: Case[] = [
  row(getApiVersion, signedIn),
  row(getOverview, signedIn),
  row(search, signedIn, () => ({ q: "web" })),
  row(listChanges, signedIn),

  row(artifacts.listArtifacts, signedIn),
  row(artifacts.listArtifactTexts, signedIn),
  row(artifacts.getArtifact, seen, locked),
  row(artifacts.getArtifactText, seen, locked),
  row(compareArtifacts, seen, ({ lockedId, draftId }) => ({ ids: [lockedId, draftId] })),
  row(listEqualVersions, seen, locked),
  row(getArtifactImages, seen, locked),
  row(getImageFacts, signedIn, () => ({ reference: "registry.example/app:1" })),
  row(listArtifactActivity, inspected, locked),
  row(artifacts.createArtifact, changed, ({ repositoryId }) =>
    makeDocument({ artifactRepositoryId: repositoryId, type: "mcp" }),
  ),
  row(artifacts.updateArtifact, changed, (world) => ({ ...draft(world), patch: {} })),
  row(artifacts.replaceArtifact, changed, (world) => ({
    ...draft(world),
    document: makeDocument({ type: "mcp" }),
  })),
  row(artifacts.setArtifactTags, changed, (world) => ({ ...locked(world), tags: [] })),
  row(artifacts.cloneArtifact, changed, (world) => ({ ...locked(world), name: "clone" })),
  row(previewLock, previewed, draft),
  row(lockArtifact, changed, draft),
  row(artifacts.deleteArtifact, changed, locked),
  row(builds.triggerBuilds, changed, draft),
  row(builds.retryBuild, changed, build),
  row(builds.listBuilds, seen, draft),
  row(previewDockerfiles, seen, draft),
  row(builds.getBuild, seen, build),
  row(builds.followBuild, seen, (world) => ({ ...build(world), after: 0 })),
  row(builds.getEngineState, signedIn, () => ({})),
  row(builds.cancelBuild, changed, build),
  row(readBuildLog, seen, build),
  row(findInBuildLog, seen, (world) => ({ ...build(world), text: "error" })),
  row(searchBuildLog, seen, (world) => ({ ...build(world), text: "error" })),
  row(openBuildLog, seen, build),
  row(listBuildLogRecords, seen, draft),
  row(sharing.listArtifactRoles, inspected, locked),
  row(sharing.updateArtifactRoles, changed, (world) => ({ ...locked(world), update: nobodysRoles })),

  row(repositories.listRepositories, signedIn),
  row(repositories.getRepository, seen, repository),
  row(getVersionNotes, seen, (world) => ({ ...repository(world), parentIds: [], digests: [] })),
  row(getLineage, seen, repository),
  row(listRepositoryActivity, inspected, repository),
  row(repositories.setRepositoryTags, changed, (world) => ({ ...repository(world), tags: [] })),
  row(repositories.deleteRepository, changed, repository),
  row(sharing.listRepositoryRoles, inspected, repository),
  row(sharing.updateRepositoryRoles, changed, (world) => ({ ...repository(world), update: nobodysRoles })),
  row(sharing.findRecipients, signedIn, () => ({ text: "a" })),
  row(sharing.findRecipientsByName, signedIn, () => ({ names: ["a"] })),

  row(workloads.listWorkloads, signedIn),
  row(workloads.getWorkload, seen, workload),
  row(workloads.createWorkload, byPerson, ({ lockedId }) => ({ name: "made", artifactId: lockedId })),
  row(workloads.updateWorkloadFacts, changed, (world) => ({ ...workload(world), patch: {} })),
  row(stopWorkload, changed, ({ doomedIds }) => ({ id: doomedIds[0] })),
  row(workloads.deleteWorkload, changed, ({ doomedIds }) => ({ id: doomedIds.pop() })),
  row(startWorkload, changed, workload),
  row(openInBrowser, { ...seen, readOnly: "403" }, workload),
  row(openForTrial, { ...seen, readOnly: "403" }, workload),
  row(restartWorkload, changed, workload),
  row(listWorkloadActivity, inspected, workload),
  row(getWorkloadsMark, signedIn, ({ workloadId }) => ({ ids: [workloadId] })),
  row(listWorkloadUses, signedIn, ({ lockedId }) => ({ artifactIds: [lockedId] })),
  row(countWorkloadUses, signedIn, (world) => ({ repositoryIds: [repository(world).id] })),
  row(replacements.getSettings, seen, workload),
  row(replacements.updateSettings, changed, (world) => ({ ...workload(world), settings: { runtime: {} } })),
  row(compareWithRunning, inspected, (world) => ({ ...workload(world), artifactId: world.lockedId })),
  row(replacements.startReplacement, changed, (world) => ({
    ...workload(world),
    artifactId: world.lockedId,
    strategy: "rolling",
  })),
  row(replacements.getReplacement, seen, workload),
  row(replacements.cancelReplacement, changed, workload),
  row(replacements.getHistory, inspected, workload),
  row(previewPromotion, previewed, workload),
  row(promoteWorkload, changed, workload),
  row(reports.listEvents, inspected, workload),
  row(reports.listProtons, inspected, workload),
  row(reports.getProton, inspected, proton),
  row(reports.getProtonDetails, inspected, proton),
  row(reports.getWorkloadTree, inspected, workload),
  row(reports.listRelated, inspected, workload),
  row(listWorkloadLogRecords, inspected, workload),
  row(readWorkloadLog, inspected, workload),
  row(listWorkloadTraces, inspected, workload),
  row(getWorkloadTrace, inspected, (world) => ({ ...workload(world), traceId: world.traceId })),
  row(stats.getStats, inspected, workload),
  row(stats.getStatsMetric, inspected, (world) => ({ ...workload(world), metric: "totalRequests" })),
  row(stats.getCharts, inspected, workload),
  row(stats.listCollectedMetrics, inspected, workload),
  row(stats.resetStats, changed, workload),
  row(getAggregateStats, signedIn),
  row(sharing.listWorkloadRoles, inspected, workload),
  row(sharing.updateWorkloadRoles, changed, (world) => ({ ...workload(world), update: nobodysRoles })),

  row(getArtifactSource, seen, draft),
  row(files.createCatalog, byPerson),
  row(files.createStage, changed, catalog),
  row(files.applyStage, changed, stage),
  row(files.deleteFiles, changed, (world) => ({ ...catalog(world), paths: ["none"] })),
  row(files.listSourceVersions, seen, catalog),
  row(files.listSourceFiles, seen, catalog),
  row(files.getSourceFile, seen, (world) => ({ ...catalog(world), fileName: "Dockerfile" })),
  row(files.compareSourceVersions, seen, (world) => ({
    ...catalog(world),
    from: world.versionId,
    to: world.versionId,
  })),
  row(files.getExtractionStatus, seen, ({ statusId }) => ({ statusId })),

  row(listAudit, ownAdministered),
  row(organizations.getOrganization, signedIn),
  row(organizations.updateOrganization, ownAdministered),
  row(organizations.listOrganizations, platformOnly),
  row(organizations.createOrganization, platformOnly, ({ person: { email } }) => ({
    name: "Taken",
    administratorName: "Taken",
    administratorEmail: email,
  })),

  row(people.listPeople, ownAdministered),
  row(people.createPerson, ownAdministered, ({ person: { email } }) => ({ name: "Taken", email })),
  row(people.createPasswordLink, foundAdministered, person),
  row(people.updatePerson, foundAdministered, person),
  row(people.reactivatePerson, foundAdministered, person),
  row(people.deactivatePerson, foundAdministered, person),
  row(groups.listGroups, ownAdministered),
  row(groups.getGroup, foundAdministered, group),
  row(groups.createGroup, ownAdministered, () => ({ name: "made", memberIds: [newId()] })),
  row(groups.updateGroup, foundAdministered, group),
  row(groups.addGroupMembers, foundAdministered, (world) => ({
    ...group(world),
    emails: ["nobody@example.test"],
  })),
  row(groups.removeGroupMember, foundAdministered, (world) => ({ ...group(world), personId: newId() })),
  row(groups.deleteGroup, foundAdministered, group),

  row(environments.listEnvironments, signedIn),
  row(environments.getEnvironment, ownEnvironment, environment),
  row(environments.listVersionsOfEnvironment, ownEnvironment, environment),
  row(environments.getVersionOfEnvironment, ownEnvironment, (world) => ({
    ...environment(world),
    versionId: world.environmentVersionId,
  })),
  row(environments.createEnvironment, ownAdministered, () => ({
    name: "Node.js 22",
    programmingLanguage: "node",
    version: { label: "1", baseImage: "node:22" },
  })),
  row(environments.addEnvironmentVersion, foundAdministered, (world) => ({
    ...environment(world),
    label: "1",
    baseImage: "node:22",
  })),
  row(environments.changeEnvironment, foundAdministered, (world) => ({
    ...environment(world),
    name: "Node.js 22",
  })),
  row(environments.retireEnvironment, foundAdministered, environment),

  row(credentials.listCredentials, signedIn),
  row(
    credentials.getCredential,
    { ...seen, consumer: "404", user: "404" },
    ({ privateCredentialId: id }) => ({
      id,
    }),
  ),
  row(credentials.listUsesOfCredential, ownEnvironment, credential),
  row(credentials.createCredential, byPerson),
  row(credentials.updateCredential, ownedCredential, (world) => ({
    ...credential(world),
    change: { name: "" },
  })),
  {
    name: credentials.deleteCredential.name,
    row: ownedCredential,
    ask: async (actor, { owner }) => {
      const { id } = await makeCredential(owner, { visibility: "organization" });
      return runOperation(credentials.deleteCredential, callerOf(actor), { id });
    },
  },
  row(listCredentialsOfArtifact, seen, draft),

  row(bundles.listBundles, signedIn),
  row(bundles.createBundle, ownAdministered, () => ({
    ...{ id: "cpu.small", name: "Taken", cpuCount: 1, memoryBytes: 2 ** 30 },
  })),
  row(bundles.updateBundle, foundAdministered, ({ bundleId: id }) => ({ id, name: "Ours" })),
  row(bundles.retireBundle, foundAdministered, ({ bundleId: id }) => ({ id })),

  row(tokens.listTokens, signedIn),
  row(tokens.createToken, byPerson, () => ({ name: "made" })),
  row(tokens.revokeToken, { ...nobody404, anonymous: "401" }, () => ({ id: newId() })),
  row(sessions.listSessions, signedIn),
  row(sessions.signOut, byPerson, () => ({ cookie: "" })),
  row(sessions.signOutEverywhere, byPerson),
  row(sessions.changePassword, byPerson, () => ({
    ...from,
    cookie: "",
    current: "wrong",
    next: "long enough for anybody",
  })),
  row(
    sessions.signIn,
    {
      ...all403,
      ...{ anonymous: "401", stranger: "401", outsider: "401", consumer: "401", user: "401", owner: "401" },
      ...{ administrator: "401", platform: "401" },
    },
    ({ person: { email } }) => ({ ...from, email, password: "wrong" }),
  ),
  row(links.checkPasswordLink, { ...nobody404, readOnly: "404" }, () => ({ secret: "used" })),
  row(links.choosePassword, nobody404, () => ({ secret: "used", password: "long enough for anybody" })),
  row(links.getSetupState, everybody),
  row(links.checkSetupLink, { ...nobody404, readOnly: "404" }, () => ({ secret: "used" })),
  row(links.setUp, nobody404, () => ({
    ...{ secret: "used", organization: "x", name: "x", email: "x@example.test" },
    password: "long enough for anybody",
  })),
];

let world: World;
let actors: Record<Asker, Actor | null>;

beforeAll(async () => {
  const organization = await makeOrganization();
  const member = () => makePerson(organization.id);
  const [owner, user, consumer, outsider, somebody] = [
    await member(),
    await member(),
    await member(),
    await member(),
    await member(),
  ];
  const platform = await makePerson(organization.id, "platformAdministrator");
  const administrator = await actorOf(organization.administrator);
  const artifact = await makeArtifact(await actorOf(owner), { status: "locked" });
  const { repositoryId } = artifact;
  const source = await makeSource(administrator);
  const datarobot = { catalogId: source.catalogId, catalogVersionId: source.versionId };
  const containers = [makeContainer({ imageUri: null, imageBuildConfig: { codeRef: { datarobot } } })];
  const unbuilt = await makeArtifact(administrator, {
    artifactRepositoryId: repositoryId,
    spec: { containerGroups: [{ containers }] },
  });
  await grant(organization.id, { repositoryId }, user, "USER");
  await grant(organization.id, { repositoryId }, consumer, "CONSUMER");
  const team = await runOperation(groups.createGroup, callerOf(administrator), { name: "team" });
  // The only owner of something: deleting the group is refused after access.
  const { repositoryId: teams } = await makeArtifact(administrator);
  await runOperation(sharing.updateRepositoryRoles, callerOf(administrator), {
    id: teams,
    update: {
      operation: "updateRoles",
      roles: [{ shareRecipientType: "group", id: team.id, role: "OWNER" }],
    },
  });
  const environment = await runOperation(environments.createEnvironment, callerOf(administrator), {
    name: "Ours",
    programmingLanguage: "python",
    version: { label: "1", baseImage: "python:3" },
  });
  const buildId = await insertBuild(
    database,
    {
      organizationId: organization.id,
      artifactId: unbuilt.id,
      creatorId: owner.id,
      source: {
        catalogId: newId(),
        catalogVersionId: newId(),
        dockerfile: { source: "provided", path: "./Dockerfile" },
      },
    },
    new Date(),
  );
  const bundle = { id: "ours", name: "Ours", cpuCount: 1, memoryBytes: 2 ** 30 };
  const ownerActor = await actorOf(owner);
  const run = (name: string) => makeWorkload(administrator, artifact.id, name);
  const running = await run("running");
  const doomed = await Promise.all(askers.map((asker) => run(`doomed ${asker}`)));
  for (const { id } of [running, ...doomed]) {
    await grant(organization.id, { workloadId: id }, owner, "OWNER");
    await grant(organization.id, { workloadId: id }, user, "USER");
    await grant(organization.id, { workloadId: id }, consumer, "CONSUMER");
  }
  await runOperation(replacements.updateSettings, callerOf(administrator), {
    id: running.id,
    settings: { runtime: {} },
  });
  world = {
    ...source,
    owner: ownerActor,
    privateCredentialId: (await makeCredential(ownerActor)).id,
    credentialId: (await makeCredential(ownerActor, { visibility: "organization" })).id,
    workloadId: running.id,
    protonId: running.activeProtonId ?? "",
    traceId: await makeTrace(running.id),
    doomedIds: doomed.map(({ id }) => id),
    lockedId: artifact.id,
    draftId: unbuilt.id,
    buildId,
    repositoryId,
    groupId: team.id,
    environmentId: environment.id,
    environmentVersionId: environment.latestVersion?.id ?? "",
    bundleId: (await runOperation(bundles.createBundle, callerOf(administrator), bundle)).id,
    person: somebody,
  };
  actors = {
    anonymous: null,
    stranger: await actorOf((await makeOrganization()).administrator),
    outsider: await actorOf(outsider),
    consumer: await actorOf(consumer),
    user: await actorOf(user),
    owner: await actorOf(owner),
    readOnly: await identifyToken(await makeToken(owner.id, { readOnly: true })),
    administrator,
    platform: await actorOf(platform),
  };
});

const outcomes: Partial<Record<string, Outcome>> = {
  unauthenticated: "401",
  forbidden: "403",
  not_found: "404",
};

async function outcomeOf(answer: Promise<unknown>): Promise<Outcome> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return outcomes[error.code] ?? yes;
  }
  return yes;
}

test.each(matrix)("$name", async ({ row: expected, ask }) => {
  const found: Partial<Row> = {};
  for (const asker of askers) found[asker] = await outcomeOf(ask(actors[asker], world));
  expect(found).toEqual(expected);
});

const exportedOperation = z.object({
  name: z.string(),
  kind: z.enum(["read", "write"]),
  access: z.function(),
  run: z.function(),
});

test("every exported operation has exactly one row", async () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^[\w-]+\.ts$/.test(name));
  const modules: object[] = await Promise.all(files.map((file) => import(join(import.meta.dirname, file))));
  const names = modules
    .flatMap((module) => Object.values(module))
    .flatMap((value) => exportedOperation.safeParse(value).data?.name ?? []);
  expect(names.length).toBeGreaterThan(40);
  expect(matrix.map(({ name }) => name).sort()).toEqual(names.sort());
});
