import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTerraform, hclString } from "./export-terraform";

const odd = fc.array(
  fc.oneof(
    fc.constantFrom(
      `$\{`,
      "%{",
      "$",
      "%",
      "{",
      "}",
      '"',
      "\\",
      "\n",
      "\r",
      "\t",
      "\u0000",
      "\u2028",
      "é",
      "😀",
      "#",
      "//",
    ),
    fc.string(),
  ),
  { maxLength: 10 },
);

/** A quoted template of HCL, read by its own rules; throws where something would be interpolated. */
function readHclString(quoted: string): string {
  const inner = quoted.slice(1, -1);
  let text = "";
  for (let at = 0; at < inner.length; ) {
    const rest = inner.slice(at);
    const [written, code] = /^\\(?:u([0-9a-f]{4})|["\\nrt])/.exec(rest) ?? [];
    if (/^(\$\$|%%)\{/.test(rest)) {
      text += `${rest.charAt(0)}{`;
      at += 3;
    } else if (/^[$%]\{/.test(rest)) throw new Error(`Interpolates at ${at}`);
    else if (written !== undefined) {
      const named: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
      text += code === undefined ? named[written.charAt(1)] : String.fromCharCode(Number.parseInt(code, 16));
      at += written.length;
    } else if (/^["\\\n]/.test(rest)) throw new Error(`Ends at ${at}`);
    else {
      text += rest.charAt(0);
      at += 1;
    }
  }
  return text;
}

test("any text is read back from its quoted form, and nothing of it is interpolated", () => {
  fc.assert(
    fc.property(odd, (parts) => {
      const text = parts.join("");
      expect(readHclString(hclString(text))).toBe(text);
    }),
    { numRuns: 3000 },
  );
});

test("all that has an argument is written, nulls are left out", () => {
  const container = {
    name: "web",
    port: 8080,
    imageUri: null,
    securityContext: { readOnlyRootFilesystem: true },
    environmentVars: [{ name: "A", value: `$\{B}` }],
    readinessProbe: { path: "/", httpHeaders: { "X-A": "1" } },
    imageBuildConfig: {
      codeRef: { type: "datarobot", datarobot: { catalogId: "c", catalogVersionId: "v" } },
      dockerfile: { source: "provided" },
    },
  };
  const text = formatTerraform({
    name: "1 web",
    spec: { containerGroups: [{ name: "default", containers: [container] }] },
  });
  expect(text).toBe(`# The provider has no argument for these:
#   spec.containerGroups[0].containers[0].securityContext
#   spec.containerGroups[0].containers[0].readinessProbe.httpHeaders
resource "datarobot_artifact" "artifact_1_web" {
  status = "draft"
  name   = "1 web"

  spec = {
    container_groups = [
      {
        containers = [
          {
            name = "web"
            port = 8080

            environment_vars = [
              {
                name  = "A"
                value = "$\${B}"
              },
            ]

            readiness_probe = {
              path = "/"
            }

            image_build_config = {
              code_ref = {
                catalog_id         = "c"
                catalog_version_id = "v"
              }

              dockerfile = {
                source = "provided"
              }
            }
          },
        ]
      },
    ]
  }
}
`);
});

test.each([
  undefined,
  null,
  "text",
  [],
  {},
  { spec: 3 },
  { spec: { containerGroups: [1, { containers: "x" }] } },
])("%j does not break it", (value) => expect(formatTerraform(value)).toEqual(expect.any(String)));
