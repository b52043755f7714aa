import { z } from "zod";
import { pageQuery } from "#lib/domain/paging";
import type { ReplacementRecord } from "#lib/domain/replacements";
import { replacementInput, settingsPatch } from "#lib/domain/workloads";
import {
  cancelReplacement,
  getHistory,
  getReplacement,
  getSettings,
  startReplacement,
  updateSettings,
} from "#lib/operations/workload-replacements";
import { creator, formatCreator, timestamp } from "./artifact-json";
import { listJson, listOf } from "./lists";
import { type ApiRequest, bodyFields, defineRoute } from "./route";
import { formatReplacement, replacementFormatted, runtimeFormatted } from "./workload-json";

const common = { tag: "Replacements", errors: "detail" } as const;
const idOf = ({ params }: ApiRequest) => ({ id: params.id });
const renderReplacement = (replacement: ReplacementRecord, { actor }: ApiRequest) => ({
  text: JSON.stringify(formatReplacement(replacement, actor.organizationId)),
});

const settings = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/{id}/settings",
  summary: "Get the runtime of a workload",
  operation: getSettings,
  input: idOf,
  success: {
    status: 200,
    schema: z.strictObject({ runtime: runtimeFormatted, replacement: replacementFormatted.nullable() }),
  },
  refusals: [404, 422],
  render: ({ runtime, replacement }, { actor }) => ({
    text: JSON.stringify({
      runtime,
      replacement: replacement && formatReplacement(replacement, actor.organizationId),
    }),
  }),
});

const changeSettings = defineRoute({
  ...common,
  method: "PATCH",
  path: "/workloads/{id}/settings",
  summary: "Change the runtime of a workload: what it runs is rolled, a draft as it is now",
  operation: updateSettings,
  body: { schema: settingsPatch.meta({ id: "UpdateSettingsRequest" }), required: true },
  bodyAt: "settings",
  input: (request) => ({ id: request.params.id, settings: bodyFields(request) }),
  success: { status: 202, schema: replacementFormatted },
  refusals: [403, 404, 409, 422],
  render: renderReplacement,
});

const start = defineRoute({
  ...common,
  method: "POST",
  path: "/workloads/{id}/replacement",
  summary: "Replace what a workload runs by another artifact, or the same in another way",
  operation: startReplacement,
  body: { schema: replacementInput.meta({ id: "StartReplacementRequest" }), required: true },
  input: (request) => ({ ...bodyFields(request), id: request.params.id }),
  success: { status: 202, schema: replacementFormatted },
  refusals: [400, 403, 404, 409, 422],
  render: renderReplacement,
});

const get = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/{id}/replacement",
  summary: "Get the replacement under way, or the one that failed last",
  operation: getReplacement,
  input: idOf,
  success: { status: 200, schema: replacementFormatted },
  refusals: [404, 422],
  render: renderReplacement,
});

const cancel = defineRoute({
  ...common,
  method: "DELETE",
  path: "/workloads/{id}/replacement",
  summary: "Cancel the replacement under way; what ran before goes on",
  operation: cancelReplacement,
  input: idOf,
  success: { status: 202, schema: z.strictObject({ status: z.string() }) },
  refusals: [403, 404, 409, 422],
  render: () => ({ text: JSON.stringify({ status: "canceling" }) }),
});

/** With the keys of both shapes that clients read (contract 10.15). */
const historyFormatted = replacementFormatted
  .extend({
    artifactId: z.string(),
    artifactName: z.string().nullable(),
    artifactVersion: z.int().nullable(),
    user: creator.nullable(),
    reason: z.string(),
    deployedAt: timestamp.nullable(),
    retiredAt: timestamp.nullable(),
  })
  .meta({ id: "HistoryItem" });

const reasons = {
  creation: "Workload created",
  replacement: "Artifact replaced",
  settings: "Settings changed",
  promotion: "Draft promoted",
} as const;

const history = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/{id}/history",
  summary: "List everything a workload has run, newest first",
  operation: getHistory,
  query: pageQuery.omit({ cursor: true }),
  input: (request) => ({ ...request.query, ...idOf(request) }),
  success: { status: 200, schema: listOf(historyFormatted) },
  refusals: [403, 404, 422],
  render: (page, request) => ({
    text: listJson(page, request, ({ candidateArtifact, user, deployedAt, retiredAt, ...item }) =>
      JSON.stringify({
        ...formatReplacement(item, request.actor.organizationId),
        artifactId: item.candidateArtifactId,
        artifactName: candidateArtifact?.name ?? null,
        artifactVersion: candidateArtifact?.version ?? null,
        user: user && formatCreator(user),
        reason: reasons[item.kind],
        deployedAt: deployedAt?.toISOString() ?? null,
        retiredAt: retiredAt?.toISOString() ?? null,
      } satisfies z.input<typeof historyFormatted>),
    ),
  }),
});

export const replacementRoutes = [settings, changeSettings, start, get, cancel, history];
