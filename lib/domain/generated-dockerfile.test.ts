import { expect, test } from "vitest";
import { generateDockerfile } from "./generated-dockerfile";

const entrypoint = ["node", "server.js"];
const generate = (language: "node" | "python", ...files: string[]) =>
  generateDockerfile({ language, baseImage: "base:1", entrypoint, files: new Set(files) }).split("\n");

test("what the lock file of npm says is installed in a layer of its own, before the source", () => {
  expect(generate("node", "package.json", "package-lock.json", "server.js")).toEqual([
    "FROM base:1",
    "WORKDIR /app",
    "ENV NODE_ENV=production",
    "COPY package.json package-lock.json ./",
    "RUN npm ci --omit=dev --no-audit --no-fund",
    "COPY --chown=1000:1000 . .",
    "USER 1000",
    'ENTRYPOINT ["node","server.js"]',
    "",
  ]);
});

test("nothing to install is fine", () => {
  for (const language of ["node", "python"] as const) {
    const lines = generate(language, "server.js");
    expect(lines.filter((line) => line.startsWith("RUN"))).toEqual([]);
    expect(lines).toContain("USER 1000");
  }
});

test("a lock file of uv is kept to, dependencies before the project", () => {
  const lines = generate("python", "pyproject.toml", "uv.lock", "app.py");
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  expect(at("RUN uv sync --locked --no-dev --no-install-project")).toBeLessThan(at("COPY --chown"));
  expect(lines.indexOf("RUN uv sync --locked --no-dev")).toBeGreaterThan(at("COPY --chown"));
});

test("package.json without a lock, and requirements.txt, are installed too", () => {
  expect(generate("node", "package.json", ".npmrc")).toContain("COPY package.json .npmrc ./");
  expect(generate("node", "package.json")).toContain(
    "RUN npm install --omit=dev --no-package-lock --no-audit --no-fund",
  );
  expect(generate("python", "requirements.txt")).toContain("COPY requirements.txt ./");
});
