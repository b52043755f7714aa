import type { ProgrammingLanguage } from "./execution-environments";

interface Request {
  language: ProgrammingLanguage;
  baseImage: string;
  entrypoint: readonly string[];
  /** Paths of the source. */
  files: ReadonlySet<string>;
}

/** Where the source is in the image. */
const folder = "/app";
/** Not root, and the same in every image, so that a volume made for one fits the next. */
const user = 1000;

/**
 * The Dockerfile of a source without one. What is installed is a layer of its own, made before the source is copied: an
 * edit of the source does not install anew.
 */
export function generateDockerfile({ language, baseImage, entrypoint, files }: Request): string {
  const { environment, install, finish } = plans[language](files);
  return [
    `FROM ${baseImage}`,
    `WORKDIR ${folder}`,
    ...environment.map((pair) => `ENV ${pair}`),
    ...install,
    `COPY --chown=${user}:${user} . .`,
    ...finish,
    `USER ${user}`,
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
    "",
  ].join("\n");
}

interface Plan {
  environment: string[];
  install: string[];
  finish: string[];
}

const plans: Record<ProgrammingLanguage, (files: ReadonlySet<string>) => Plan> = {
  node: planNode,
  python: planPython,
};

function copy(files: ReadonlySet<string>, ...names: string[]): string {
  return `COPY ${names.filter((name) => files.has(name)).join(" ")} ./`;
}

/** `npm ci` installs what the lock file says and nothing else; without one, what package.json allows today. */
function planNode(files: ReadonlySet<string>): Plan {
  const environment = ["NODE_ENV=production"];
  if (!files.has("package.json")) return { environment, install: [], finish: [] };
  const lock = ["package-lock.json", "npm-shrinkwrap.json"].find((name) => files.has(name));
  const command = lock ? "npm ci --omit=dev" : "npm install --omit=dev --no-package-lock";
  return {
    environment,
    install: [copy(files, "package.json", lock ?? "", ".npmrc"), `RUN ${command} --no-audit --no-fund`],
    finish: [],
  };
}

/** uv installs what its lock says, first the dependencies alone, then the project itself. */
function planPython(files: ReadonlySet<string>): Plan {
  const environment = ["PYTHONUNBUFFERED=1"];
  if (files.has("pyproject.toml")) {
    const locked = files.has("uv.lock") ? "--locked" : "";
    const sync = ["uv sync", locked, "--no-dev"].filter(Boolean).join(" ");
    return {
      environment: [
        ...environment,
        "UV_COMPILE_BYTECODE=1",
        "UV_LINK_MODE=copy",
        `PATH=${folder}/.venv/bin:$PATH`,
      ],
      install: [
        copy(files, "pyproject.toml", "uv.lock", ".python-version"),
        `RUN ${sync} --no-install-project`,
      ],
      finish: [`RUN ${sync}`],
    };
  }
  if (!files.has("requirements.txt")) return { environment, install: [], finish: [] };
  return {
    environment: [...environment, "VIRTUAL_ENV=/app/.venv", `PATH=${folder}/.venv/bin:$PATH`],
    install: [
      copy(files, "requirements.txt"),
      `RUN uv venv ${folder}/.venv && uv pip install --requirements requirements.txt`,
    ],
    finish: [],
  };
}
