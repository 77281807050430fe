import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./kit/tokens.css";
import "./kit/base.css";
import "./kit/controls.css";
import "./kit/table.css";
import "./kit/parts.css";
import "./kit/page.css";

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no place for the application.");
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
