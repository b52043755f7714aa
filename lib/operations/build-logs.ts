import { z } from "zod";
import { type LogChunk, logLevel, logMatches, logWindow, searchText } from "#lib/domain/build-log";
import { hasEnded } from "#lib/domain/builds";
import { readLogWindow, searchLog, streamLogChunks } from "#lib/store/build-logs";
import { buildWith } from "./builds";
import { defineOperation } from "./operation";

const buildId = z.object({ id: z.string(), buildId: z.string() });

/** A window of lines, with how many there are by now and whether more will come. */
export const readBuildLog = defineOperation({
  name: "builds.readLog",
  kind: "read",
  input: buildId.extend(logWindow.shape),
  output: z.object({
    lines: z.array(z.object({ number: z.int(), text: z.string(), level: logLevel, writtenAt: z.date() })),
    totalLines: z.int(),
    hasEnded: z.boolean(),
  }),
  access: buildWith("view"),
  run: async (_context, { from, count }, { build }) => ({
    lines: await readLogWindow(build.id, { from, count }),
    totalLines: build.logLines,
    hasEnded: hasEnded(build.status),
  }),
});

export const searchBuildLog = defineOperation({
  name: "builds.searchLog",
  kind: "read",
  input: buildId.extend({ text: searchText }),
  output: logMatches,
  access: buildWith("view"),
  run: async (_context, { text }, { build }) => searchLog(build.id, text),
});

const chunks = z.custom<AsyncIterable<LogChunk>>((value) => typeof value === "object" && value !== null);

/** The whole log as it is by now, read piece by piece while it is sent. */
export const openBuildLog = defineOperation({
  name: "builds.openLog",
  kind: "read",
  input: buildId,
  output: z.object({ buildId: z.string(), chunks }),
  access: buildWith("view"),
  run: async (_context, _input, { build }) => ({ buildId: build.id, chunks: streamLogChunks(build.id) }),
});
