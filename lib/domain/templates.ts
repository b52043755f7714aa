/** Starting points of a first artifact. The text is what the editor opens with: YAML with its comments. */
export interface ArtifactTemplate {
  id: string;
  title: string;
  /** What it is for, in a sentence. */
  summary: string;
  text: string;
}

const httpService = `# One container from a ready image. Replace the image, the port and the paths with yours.
name: hello-http
description: A small HTTP service
spec:
  containerGroups:
    - name: default
      containers:
        - name: web
          imageUri: registry.example.com/team/hello-http:1.0.0
          primary: true
          port: 8080
          environmentVars:
            - { name: LOG_LEVEL, value: info }
          startupProbe: { path: /healthz, port: 8080, initialDelaySeconds: 0, periodSeconds: 2, failureThreshold: 30, timeoutSeconds: 1 }
          readinessProbe: { path: /readyz, port: 8080, initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 2 }
          livenessProbe: { path: /healthz, port: 8080, periodSeconds: 10, timeoutSeconds: 2 }
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: { drop: ["ALL"] }
`;

const agentWithSidecars = `# The primary takes the requests and alone has a port; sidecars are reached on 127.0.0.1.
name: support-agent
description: Agent with a cache and a telemetry collector beside it
spec:
  containerGroups:
    - name: default
      containers:
        - name: agent
          imageUri: registry.example.com/team/support-agent:1.0.0
          primary: true
          port: 8080
          entrypoint: ["uvicorn", "agent.app:app", "--host", "0.0.0.0", "--port", "8080"]
          environmentVars:
            - { name: REDIS_URL, value: "redis://127.0.0.1:6379/0" }
            - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://127.0.0.1:4318" }
            # A credential is named, never written down: replace the id with one of yours.
            - { source: dr-credential, name: MODEL_API_KEY, drCredentialId: id-of-your-credential, key: apiToken }
          readinessProbe: { path: /readyz, port: 8080, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 2 }
          livenessProbe: { path: /healthz, port: 8080, timeoutSeconds: 5 }
        - name: cache
          imageUri: docker.io/library/redis:7.4-alpine
          entrypoint: ["redis-server", "--save", "", "--appendonly", "no"]
        - name: collector
          imageUri: docker.io/otel/opentelemetry-collector:0.130.0
`;

const builtFromSource = `# Built from uploaded source with its own Dockerfile; the build fills in the image.
name: greeter
description: HTTP service built from source
spec:
  containerGroups:
    - name: default
      containers:
        - name: web
          primary: true
          port: 8080
          imageBuildConfig:
            dockerfile: { source: provided, path: ./Dockerfile }
          environmentVars:
            - { name: GREETING, value: hello }
          readinessProbe: { path: /readyz, port: 8080, initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 2 }
          livenessProbe: { path: /healthz, port: 8080, initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 2 }
`;

const nimModel = `# A NIM keeps its model weights in storage, so that a restart does not fetch them again.
name: llama-nim
description: Language model with its own weight storage
type: nim
spec:
  storage: { mode: dedicatedPvc, pvcSize: 120Gi }
  containerGroups:
    - name: default
      containers:
        - name: nim
          imageUri: nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4
          primary: true
          port: 8000
          environmentVars:
            # Replace the id with your registry credential.
            - { source: dr-credential, name: NGC_API_KEY, drCredentialId: id-of-your-credential, key: apiToken }
            - { name: NIM_MAX_MODEL_LEN, value: "8192" }
          # Loading weights takes long: 90 questions, 20 seconds apart, are half an hour.
          startupProbe: { path: /v1/health/ready, port: 8000, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 90 }
          readinessProbe: { path: /v1/health/ready, port: 8000, periodSeconds: 10, timeoutSeconds: 5 }
`;

const generatedFromEnvironment = `# Plimsoll writes the Dockerfile from an execution environment; replace the two ids with real ones.
name: scorer
description: Scoring code on a ready-made environment
spec:
  containerGroups:
    - name: default
      containers:
        - name: scorer
          primary: true
          port: 8080
          imageBuildConfig:
            dockerfile:
              source: generated
              executionEnvironmentId: id-of-an-environment
              executionEnvironmentVersionId: id-of-its-version
              entrypoint: ["node", "server.js"]
          readinessProbe: { path: /readyz, port: 8080, periodSeconds: 5, timeoutSeconds: 2 }
`;

export const artifactTemplates: readonly ArtifactTemplate[] = [
  {
    id: "http-service",
    title: "HTTP service",
    summary: "One container from a ready image, with all three probes and a tight security context.",
    text: httpService,
  },
  {
    id: "agent-with-sidecars",
    title: "Agent with sidecars",
    summary: "A primary that takes requests, a cache and a telemetry collector beside it.",
    text: agentWithSidecars,
  },
  {
    id: "from-source",
    title: "Built from source",
    summary: "Your code and your Dockerfile; the build fills in the image.",
    text: builtFromSource,
  },
  {
    id: "nim",
    title: "NIM model",
    summary: "A model server with storage for its weights and a long start.",
    text: nimModel,
  },
  {
    id: "from-environment",
    title: "Generated from an environment",
    summary: "No Dockerfile: it is written from an execution environment and an entrypoint.",
    text: generatedFromEnvironment,
  },
];

export function findTemplate(id: string | undefined): ArtifactTemplate | null {
  return artifactTemplates.find((template) => template.id === id) ?? null;
}
