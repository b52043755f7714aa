/** What the provider takes of a part of the document: `true` is a value, `"list"` a list of values. */
interface Arguments {
  [field: string]: true | Arguments | [Arguments];
}

const probe: Arguments = {
  path: true,
  port: true,
  scheme: true,
  host: true,
  initialDelaySeconds: true,
  periodSeconds: true,
  timeoutSeconds: true,
  failureThreshold: true,
  successThreshold: true,
};

/**
 * The arguments of `datarobot_artifact` in the public provider, by our names. The rest of a specification (names of
 * groups, probe headers, security context, routes, storage, template) has none, and is listed as a comment instead.
 */
const artifactArguments: Arguments = {
  name: true,
  description: true,
  type: true,
  status: true,
  artifactRepositoryId: true,
  spec: {
    a2aEnabled: true,
    containerGroups: [
      {
        containers: [
          {
            name: true,
            description: true,
            imageUri: true,
            primary: true,
            port: true,
            entrypoint: true,
            environmentVars: [{ source: true, name: true, value: true, drCredentialId: true, key: true }],
            startupProbe: probe,
            readinessProbe: probe,
            livenessProbe: probe,
            imageBuildConfig: {
              codeRef: { datarobot: { catalogId: true, catalogVersionId: true } },
              dockerfile: {
                source: true,
                path: true,
                executionEnvironmentId: true,
                executionEnvironmentVersionId: true,
                entrypoint: true,
              },
            },
          },
        ],
      },
    ],
  },
};

interface Writer {
  /** Paths of what no argument takes. */
  left: string[];
}

/** The document as a Terraform resource, aligned as `terraform fmt` does. */
export function formatTerraform(document: unknown): string {
  if (!isObject(document)) return "# The document is empty\n";
  const writer: Writer = { left: [] };
  // The provider locks unless told otherwise; what is written here is a draft.
  const value = { status: "draft", ...document };
  const body = writeObject(value, artifactArguments, "", "", writer);
  const label = resourceLabel("name" in document ? document.name : "");
  const left =
    writer.left.length === 0
      ? []
      : ["# The provider has no argument for these:", ...writer.left.map((path) => `#   ${path}`)];
  return [...left, `resource "datarobot_artifact" ${hclString(label)} ${body}`, ""].join("\n");
}

function resourceLabel(name: unknown): string {
  const label = String(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  return /^[a-z]/.test(label) ? label : `artifact_${label}`.replace(/_$/, "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function writeObject(
  value: Record<string, unknown>,
  known: Arguments,
  path: string,
  indent: string,
  writer: Writer,
): string {
  const inner = `${indent}  `;
  const fields: { key: string; text: string }[] = [];
  for (const [key, item] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    const argument = Object.hasOwn(known, key) ? known[key] : undefined;
    if (item === null || item === undefined) continue;
    // What a group without a name is called anyway needs no argument.
    if (argument === undefined && item === "default") continue;
    if (argument === undefined) writer.left.push(at);
    else fields.push({ key: snakeCase(key), text: writeValue(item, argument, at, inner, writer) });
  }
  return fields.length === 0 ? "{}" : `{\n${layOut(fields, inner)}\n${indent}}`;
}

function writeValue(
  value: unknown,
  known: Arguments[string],
  path: string,
  indent: string,
  writer: Writer,
): string {
  if (known === true || known === undefined) return writePlain(value, indent);
  if (Array.isArray(known)) {
    if (!Array.isArray(value)) return writePlain(value, indent);
    if (value.length === 0) return "[]";
    const items = value.map((item, index) => {
      const at = `${path}[${index}]`;
      return isObject(item)
        ? writeObject(item, known[0], at, `${indent}  `, writer)
        : writePlain(item, indent);
    });
    return `[\n${items.map((item) => `${indent}  ${item},`).join("\n")}\n${indent}]`;
  }
  // The provider has the two ids of a code reference without the object around them.
  const inner = known.datarobot;
  if (isObject(value) && isObject(value.datarobot) && inner !== true && inner && !Array.isArray(inner))
    return writeObject(value.datarobot, inner, `${path}.datarobot`, indent, writer);
  return isObject(value) ? writeObject(value, known, path, indent, writer) : writePlain(value, indent);
}

/** What stands on one line lines up at `=`; what needs more stands apart, as `terraform fmt` leaves it. */
function layOut(fields: readonly { key: string; text: string }[], indent: string): string {
  const short = fields.filter(({ text }) => !text.includes("\n"));
  const long = fields.filter(({ text }) => text.includes("\n"));
  const width = Math.max(0, ...short.map(({ key }) => key.length));
  const blocks = [
    short.map(({ key, text }) => `${indent}${key.padEnd(width)} = ${text}`).join("\n"),
    ...long.map(({ key, text }) => `${indent}${key} = ${text}`),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

const lineLength = 100;

/** Any JSON value as HCL; keys that are no identifiers are quoted. */
function writePlain(value: unknown, indent: string): string {
  if (typeof value === "string") return hclString(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => writePlain(item, `${indent}  `));
    const line = `[${items.join(", ")}]`;
    if (line.length <= lineLength && !line.includes("\n")) return line;
    return `[\n${items.map((item) => `${indent}  ${item},`).join("\n")}\n${indent}]`;
  }
  if (!isObject(value)) return String(value);
  const fields = Object.entries(value).map(([key, item]) => ({
    key: /^[A-Za-z_][\w-]*$/.test(key) ? key : hclString(key),
    text: writePlain(item, `${indent}  `),
  }));
  return fields.length === 0 ? "{}" : `{\n${layOut(fields, `${indent}  `)}\n${indent}}`;
}

const escapes: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** A quoted template that means exactly this text: nothing in it is an interpolation or a directive. */
export function hclString(text: string): string {
  const escaped = text
    .replaceAll(
      /["\\\p{Cc}\u2028\u2029]/gu,
      (char) => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll(/[$%](?=\{)/g, (char) => char + char);
  return `"${escaped}"`;
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
