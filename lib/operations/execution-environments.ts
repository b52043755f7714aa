import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { AppError, invalid, notFound } from "#lib/domain/errors";
import {
  type ExecutionEnvironment,
  environmentInput,
  environmentUseCases,
  environmentVersion,
  environmentVersionInput,
  executionEnvironment,
  useCase,
} from "#lib/domain/execution-environments";
import { pageOf, pageQuery, repeated, searchTerm } from "#lib/domain/paging";
import {
  findEnvironment,
  findEnvironmentVersion,
  hasEnvironmentNamed,
  insertEnvironment,
  insertEnvironmentVersion,
  listEnvironmentVersions,
  listEnvironments as listStoredEnvironments,
  updateEnvironment,
} from "#lib/store/execution-environments";
import { organizationAdministrator, signedIn } from "./access";
import { type AccessContext, defineOperation, type RunContext } from "./operation";

const environmentId = z.object({ id: z.string() });
const pages = pageQuery.omit({ cursor: true });

async function seenEnvironment(context: AccessContext, { id }: { id: string }) {
  const { actor } = await signedIn(context);
  const environment = await findEnvironment(context.db, actor.organizationId, id);
  if (!environment) throw notFound("Execution environment");
  return { actor, environment };
}

/** One of the administrator's own organization; those that every organization has change for nobody. */
async function ownEnvironment(context: AccessContext, input: { id: string }) {
  const { actor } = await organizationAdministrator(context);
  const { environment } = await seenEnvironment(context, input);
  if (environment.isPublic)
    throw new AppError("forbidden", "This execution environment comes with Plimsoll and stays as it is");
  return { actor, environment };
}

function audit(
  context: RunContext,
  verb: string,
  environment: Pick<ExecutionEnvironment, "id" | "name">,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  context.audit({
    verb,
    objectType: "environment",
    objectId: environment.id,
    objectName: environment.name,
    changes: findChanges(before, after),
  });
}

export const environmentQuery = pages.extend({
  searchFor: searchTerm,
  isPublic: z.enum(["true", "false"]).optional(),
  useCases: repeated(useCase),
});

export const listEnvironments = defineOperation({
  name: "environments.list",
  kind: "read",
  input: environmentQuery,
  output: pageOf(executionEnvironment),
  access: signedIn,
  run: async ({ db }, { searchFor, isPublic, useCases, ...query }, { actor }) => {
    const wanted = useCases === undefined || useCases.some((one) => environmentUseCases.includes(one));
    if (!wanted) return { items: [], totalCount: 0, offset: query.offset, next: null, previous: null };
    return listStoredEnvironments(
      db,
      actor.organizationId,
      { search: searchFor, isPublic: isPublic === undefined ? undefined : isPublic === "true" },
      query,
    );
  },
});

export const getEnvironment = defineOperation({
  name: "environments.get",
  kind: "read",
  input: environmentId,
  output: executionEnvironment,
  access: seenEnvironment,
  run: async (_context, _input, { environment }) => environment,
});

export const listVersionsOfEnvironment = defineOperation({
  name: "environments.listVersions",
  kind: "read",
  input: pages.extend(environmentId.shape),
  output: pageOf(environmentVersion),
  access: seenEnvironment,
  run: async ({ db }, { id, ...query }) => listEnvironmentVersions(db, id, query),
});

export const getVersionOfEnvironment = defineOperation({
  name: "environments.getVersion",
  kind: "read",
  input: environmentId.extend({ versionId: z.string() }),
  output: environmentVersion,
  access: async (context, input) => {
    const { environment } = await seenEnvironment(context, input);
    const version = await findEnvironmentVersion(context.db, environment.id, input.versionId);
    if (!version) throw notFound("Version of the execution environment");
    return { version };
  },
  run: async (_context, _input, { version }) => version,
});

async function requireFreeName(
  { db }: RunContext,
  { organizationId }: Actor,
  name: string,
  own: string | null,
): Promise<void> {
  if (!(await hasEnvironmentNamed(db, organizationId, name, own))) return;
  throw invalid([{ path: "name", message: "There is an execution environment of this name", code: "taken" }]);
}

async function getFresh(context: RunContext, actor: Actor, id: string): Promise<ExecutionEnvironment> {
  const environment = await findEnvironment(context.db, actor.organizationId, id);
  if (!environment) throw notFound("Execution environment");
  return environment;
}

export const createEnvironment = defineOperation({
  name: "environments.create",
  kind: "write",
  input: environmentInput,
  output: executionEnvironment,
  access: organizationAdministrator,
  run: async (context, { version, ...environment }, { actor }) => {
    await requireFreeName(context, actor, environment.name, null);
    const { db, now } = context;
    const id = await insertEnvironment(db, actor.organizationId, environment, now);
    await insertEnvironmentVersion(db, id, version, now);
    audit(context, "environment.create", { id, name: environment.name }, {}, { ...environment, ...version });
    return getFresh(context, actor, id);
  },
});

export const addEnvironmentVersion = defineOperation({
  name: "environments.addVersion",
  kind: "write",
  input: environmentId.extend(environmentVersionInput.shape),
  output: executionEnvironment,
  access: ownEnvironment,
  run: async (context, { id, ...version }, { actor, environment }) => {
    const { items } = await listEnvironmentVersions(context.db, id, { offset: 0, limit: 100 });
    if (items.some(({ label }) => label === version.label)) {
      throw invalid([{ path: "label", message: "There is a version of this label", code: "taken" }]);
    }
    await insertEnvironmentVersion(context.db, id, version, context.now);
    audit(context, "environment.addVersion", environment, {}, version);
    return getFresh(context, actor, id);
  },
});

const change = environmentInput.pick({ name: true, description: true });

export const changeEnvironment = defineOperation({
  name: "environments.update",
  kind: "write",
  input: environmentId.extend(change.shape),
  output: executionEnvironment,
  access: ownEnvironment,
  run: async (context, { id, name, description }, { actor, environment }) => {
    await requireFreeName(context, actor, name, id);
    await updateEnvironment(context.db, id, { name, description });
    audit(
      context,
      "environment.update",
      { id, name },
      { name: environment.name, description: environment.description },
      { name, description },
    );
    return getFresh(context, actor, id);
  },
});

/** Takes it off the list; artifacts that are built with it still are. */
export const retireEnvironment = defineOperation({
  name: "environments.retire",
  kind: "write",
  input: environmentId,
  output: z.null(),
  access: ownEnvironment,
  run: async (context, { id }, { environment }) => {
    await updateEnvironment(context.db, id, { retiredAt: context.now });
    audit(context, "environment.retire", environment, { retired: false }, { retired: true });
    return null;
  },
});
