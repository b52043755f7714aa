import { Maximize, Minus, Plus } from "lucide-react";
import { Button } from "#components/ui/button";
import type { GraphCamera } from "#lib/client/graph-camera";
import { zoomStep } from "#lib/client/graph-view";

export function LineageControls({ camera }: { camera: GraphCamera }) {
  return (
    <div role="toolbar" aria-label="Zoom" className="absolute right-2 bottom-2 flex gap-1 print:hidden">
      <Button shape="icon" aria-label="Zoom out" onClick={() => camera.zoom(1 / zoomStep)}>
        <Minus aria-hidden />
      </Button>
      <Button shape="icon" aria-label="Zoom in" onClick={() => camera.zoom(zoomStep)}>
        <Plus aria-hidden />
      </Button>
      <Button shape="icon" aria-label="Show all of it" onClick={() => camera.fit()}>
        <Maximize aria-hidden />
      </Button>
    </div>
  );
}
