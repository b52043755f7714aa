import { z } from "zod";

/** One thing wrong with an input, at the exact place. `path` reads like `spec.containerGroups[0].containers[1].port`. */
export const issue = z.object({ path: z.string(), message: z.string(), code: z.string() });
export type Issue = z.infer<typeof issue>;

/** An object that stands in the way of what was asked, named so that a person can go and look at it. */
export interface Blocker {
  kind: "artifact" | "repository" | "workload" | "person";
  id: string;
  name: string;
}

interface ErrorRow {
  status: number;
  title: string;
  /** Part of normal use: logged below warning. */
  expected: boolean;
  /** The same request may succeed later without a change. */
  retry: boolean;
}

/** The one table that says what each code means at every edge. */
export const errorTable = {
  invalid: { status: 422, title: "Some of this is not right", expected: true, retry: false },
  bad_request: { status: 400, title: "The request could not be read", expected: true, retry: false },
  unauthenticated: { status: 401, title: "Sign in first", expected: true, retry: false },
  forbidden: { status: 403, title: "You may not do this", expected: true, retry: false },
  locked: { status: 403, title: "This is locked for ever", expected: true, retry: false },
  not_found: {
    status: 404,
    title: "There is no such thing, or it is not shared with you",
    expected: true,
    retry: false,
  },
  conflict: { status: 409, title: "Something stands in the way", expected: true, retry: false },
  stale: { status: 412, title: "Somebody else changed this meanwhile", expected: true, retry: false },
  too_large: { status: 413, title: "That is too large", expected: true, retry: false },
  unsupported_media_type: { status: 415, title: "Send JSON", expected: true, retry: false },
  throttled: { status: 429, title: "Too many attempts", expected: true, retry: true },
  internal: { status: 500, title: "Something went wrong on our side", expected: false, retry: true },
  unavailable: { status: 503, title: "Not ready yet", expected: false, retry: true },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

interface ErrorExtras {
  issues?: Issue[];
  blockers?: Blocker[];
  /** The document as it is now, for `stale`. */
  current?: unknown;
  /** Seconds after which another attempt makes sense, for `throttled`. */
  retryAfter?: number;
  cause?: unknown;
}

/** Every failure a caller may be told about. Anything else that is thrown is `internal` and keeps its message to the log. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly issues: Issue[];
  readonly blockers: Blocker[];
  readonly current: unknown;
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    extras: ErrorExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.issues = extras.issues ?? [];
    this.blockers = extras.blockers ?? [];
    this.current = extras.current;
    this.retryAfter = extras.retryAfter;
  }
}

export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} not found`);
}

export function invalid(issues: Issue[]): AppError {
  const first = issues[0];
  return new AppError("invalid", first ? `${first.path}: ${first.message}` : "Invalid input", { issues });
}

/** What a browser form gets back instead of an exception; plain data, so that it crosses a server action. */
export interface Problem {
  code: ErrorCode;
  title: string;
  detail: string;
  issues: Issue[];
  blockers: Blocker[];
  current?: unknown;
  requestId?: string;
}

/** What a server action tells its form. A failure is an answer, not an exception: the form keeps everything typed. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; problem: Problem };

/** The safe rendering of any thrown value; unknown ones say nothing of themselves. */
export function toProblem(error: unknown, requestId?: string): Problem {
  const known = error instanceof AppError ? error : new AppError("internal", "An unexpected error occurred");
  return {
    code: known.code,
    title: errorTable[known.code].title,
    detail: known.detail,
    issues: known.issues,
    blockers: known.blockers,
    ...(known.current === undefined ? {} : { current: known.current }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** `["spec", "containerGroups", 0, "name"]` → `spec.containerGroups[0].name`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    "",
  );
}

/** The inverse of `formatPath`, for editors that jump and for wire formats that want the parts. */
export function parsePath(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((match) =>
    match[1] === undefined ? String(match[2]) : Number(match[1]),
  );
}

/** zod's findings as ours: unknown keys one by one at their own path, missing values called missing. */
export function issuesFromZod(error: z.ZodError, prefix: readonly PropertyKey[] = []): Issue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: formatPath([...prefix, ...issue.path, key]),
        message: `There is no field "${key}" here`,
        code: "unknown_field",
      }));
    }
    const missing = issue.code === "invalid_type" && issue.input === undefined;
    return [
      {
        path: formatPath([...prefix, ...issue.path]),
        message: missing ? "Is required" : issue.message,
        code: missing ? "required" : customCode(issue),
      },
    ];
  });
}

function customCode(issue: z.core.$ZodIssue): string {
  const code = issue.code === "custom" ? issue.params?.code : undefined;
  return typeof code === "string" ? code : issue.code === "custom" ? "invalid" : issue.code;
}

/** Parses with any schema, or throws `invalid` with every issue at its path. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw invalid(issuesFromZod(parsed.error));
  return parsed.data;
}

/**
 * A zod schema around a function that finds all issues of a raw value at once, for rules that a tree of schemas would
 * report one layer after another.
 */
export function checkedSchema<Output>(
  findIssues: (raw: unknown) => Issue[],
  build: (raw: unknown) => Output,
) {
  return z.unknown().transform((raw, context) => {
    const issues = findIssues(raw);
    for (const { path, message, code } of issues) {
      context.addIssue({ code: "custom", path: parsePath(path), message, params: { code }, input: raw });
    }
    return issues.length > 0 ? z.NEVER : build(raw);
  });
}
