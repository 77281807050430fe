import { useEffect, useEffectEvent, useState } from "react";

export type StreamState = "idle" | "open" | "waiting" | "lost";

/**
 * Follows server-sent events of one name while `address` is given. The browser reconnects by itself; `lost` means that
 * the hub refused (the caller then asks in the ordinary way and shows the refusal). `onData` answers true to stop.
 */
export function useEvents(address: string | null, event: string, onData: (data: unknown) => boolean): StreamState {
  const [state, setState] = useState<StreamState>("idle");
  const take = useEffectEvent(onData);
  useEffect(() => {
    if (address === null) return;
    const source = new EventSource(address);
    source.addEventListener("open", () => setState("open"));
    source.addEventListener(event, ({ data }: MessageEvent<string>) => {
      if (!take(JSON.parse(data))) return;
      source.close();
      setState("idle");
    });
    source.addEventListener("error", () => setState(source.readyState === EventSource.CLOSED ? "lost" : "waiting"));
    return () => source.close();
  }, [address, event]);
  return address === null ? "idle" : state;
}
