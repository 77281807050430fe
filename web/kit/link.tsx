import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";

/** Goes to an address of this application: `go("/ledger?outcome=refused")`. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return (href, options) => (options?.replace ? history.replace(href) : history.push(href));
}

/** True where a screen stands at this address; lists of links leave out what is not built yet. */
export function useScreenExists(): (href: string) => boolean {
  const router = useRouter();
  return (href) => {
    const [, , found] = router.getMatchedRoutes(href.split(/[?#]/)[0] ?? "");
    return found !== undefined;
  };
}

type Anchor = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">;

/** A link inside the application: a real address (middle click and copy work), without loading the page anew. */
export function AppLink({ href, onClick, children, ...rest }: Anchor & { href: string; children: ReactNode }) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(href);
  };
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  );
}

/** A link where the screen exists, plain text where it does not (yet). */
export function LinkIfThere({ href, children, className }: { href: string; children: ReactNode; className?: string }) {
  const exists = useScreenExists();
  if (!exists(href)) return <span className={className}>{children}</span>;
  return (
    <AppLink href={href} className={className}>
      {children}
    </AppLink>
  );
}
