import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { Icon } from "./icons.tsx";

type Toast = (text: ReactNode) => void;
const ToastContext = createContext<Toast>(() => {});
const shownMs = 5000;

/** Says for five seconds that something was done, with a link to its ledger entry or an undo where there is one. */
export const useToast = (): Toast => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly { id: number; text: ReactNode }[]>([]);
  const show = useCallback((text: ReactNode) => {
    const id = performance.now();
    setToasts((shown) => [...shown.slice(-2), { id, text }]);
    setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.id !== id)), shownMs);
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <output className="toasts">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast">
            <Icon name="check" />
            {toast.text}
          </div>
        ))}
      </output>
    </ToastContext>
  );
}
