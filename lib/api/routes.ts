import { accountRoutes } from "./account";
import { artifactRoutes } from "./artifacts";
import { buildLogRoutes } from "./build-logs";
import { buildRoutes } from "./builds";
import { comparisonRoutes } from "./comparisons";
import { bundleRoutes } from "./compute-bundles";
import { credentialRoutes } from "./credentials";
import { environmentRoutes } from "./execution-environments";
import { fileVersionRoutes } from "./file-versions";
import { fileRoutes } from "./files";
import { imageRoutes } from "./images";
import { lineageRoutes } from "./lineage";
import { repositoryRoutes } from "./repositories";
import type { ApiRoute } from "./route";
import { searchRoutes } from "./search";
import { sharedRoleRoutes } from "./shared-roles";
import { versionRoutes } from "./version";
import { workloadLogRoutes } from "./workload-logs";
import { replacementRoutes } from "./workload-replacements";
import { workloadReportRoutes } from "./workload-reports";
import { workloadStatsRoutes } from "./workload-stats";
import { workloadTraceRoutes } from "./workload-traces";
import { workloadRoutes } from "./workloads";

export const prefix = "/api/v2";

/** Everything REST serves; the OpenAPI document is made from the same table. */
export const routes: readonly ApiRoute[] = [
  ...versionRoutes,
  ...accountRoutes,
  ...artifactRoutes,
  ...imageRoutes,
  ...buildRoutes,
  ...buildLogRoutes,
  ...comparisonRoutes,
  ...repositoryRoutes,
  ...lineageRoutes,
  ...workloadStatsRoutes,
  ...workloadRoutes,
  ...replacementRoutes,
  ...workloadReportRoutes,
  ...workloadLogRoutes,
  ...workloadTraceRoutes,
  ...sharedRoleRoutes,
  ...environmentRoutes,
  ...credentialRoutes,
  ...bundleRoutes,
  ...searchRoutes,
  ...fileRoutes,
  ...fileVersionRoutes,
];
