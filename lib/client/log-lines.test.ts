import { expect, test } from "vitest";
import { findInLines, type LogMatches } from "#lib/domain/build-log";
import { LogLines, locateMatch, numberMatch } from "./log-lines";

/** A log on a server, with what was asked of it. */
function serve(total: number) {
  const asked: number[] = [];
  const text = (line: number) => `line ${line}`;
  const stretches = (wanted: string): LogMatches => {
    const found = Array.from({ length: Math.ceil(total / 700) }, (_, index) => {
      const [firstLine, lineCount] = [index * 700 + 1, Math.min(700, total - index * 700)];
      const lines = Array.from({ length: lineCount }, (_, at) => text(firstLine + at));
      return { firstLine, lineCount, matches: findInLines(lines, firstLine, wanted).length };
    }).filter(({ matches }) => matches > 0);
    return { total: found.reduce((sum, { matches }) => sum + matches, 0), stretches: found };
  };
  return {
    asked,
    log: new LogLines(
      {
        async read({ from, count }) {
          asked.push(from);
          const lines = Array.from({ length: Math.max(0, Math.min(count, total - from + 1)) }, (_, at) =>
            text(from + at),
          );
          return lines.length === 0 ? [] : [{ firstLine: from, lines }];
        },
        findNext: async () => null,
        search: async (wanted) => stretches(wanted),
      },
      total,
    ),
  };
}

test("a page is asked for once, however many want its lines", async () => {
  const { log, asked } = serve(10_000);
  await Promise.all([log.want(1, 600), log.want(400, 700), log.want(3, 4)]);
  await log.want(1, 1_000);
  expect(asked).toEqual([1, 501]);
  expect(log.get(1_000)).toBe("line 1000");
  expect(log.get(1_001)).toBeUndefined();
});

test("lines that are told are there without asking, and what lies between is asked for", async () => {
  const { log, asked } = serve(900);
  log.put(1_201, ["line 1201", "line 1202"]);
  expect(log.total).toBe(1_202);
  expect(log.get(1_202)).toBe("line 1202");
  await log.want(1_201, 1_202);
  expect(asked).toEqual([1_001]);
  // Nothing more came of it; it is not asked for again until the log has grown.
  await log.want(1_201, 1_202);
  expect(asked).toEqual([1_001]);
});

test("of a million lines only those looked at last are kept", async () => {
  const { log } = serve(1_000_000);
  for (let line = 1; line < 1_000_000; line += 2_000) await log.want(line, line);
  expect(log.get(1)).toBeUndefined();
  expect(log.get(998_001)).toBe("line 998001");
});

test("the n-th match is found by reading its stretch alone", async () => {
  const { log, asked } = serve(10_000);
  const found = await log.search("line 99");
  expect(found.total).toBe(1 + 10 + 100);
  expect(await locateMatch(log, found, "line 99", 0)).toEqual({ line: 99, column: 0 });
  expect(await locateMatch(log, found, "line 99", 110)).toEqual({ line: 9_999, column: 0 });
  expect(asked.length).toBeLessThan(6);
  for (const number of [0, 10, 11, 57, 110]) {
    const match = await locateMatch(log, found, "line 99", number);
    expect(match && (await numberMatch(log, found, "line 99", match))).toBe(number);
  }
});

test("a page that could not be read is asked for again", async () => {
  let fails = true;
  const log = new LogLines(
    {
      read: async ({ from }) => {
        if (fails) throw new Error("lost");
        return [{ firstLine: from, lines: ["there"] }];
      },
      findNext: async () => null,
      search: async () => ({ total: 0, stretches: [] }),
    },
    1,
  );
  await expect(log.want(1, 1)).rejects.toThrow("lost");
  fails = false;
  await log.want(1, 1);
  expect(log.get(1)).toBe("there");
});
