"use strict";
(() => {
  const root = document.documentElement;
  const THEMES = ["", "light", "dark"];
  const WORDS = { "": "as the system", light: "light", dark: "dark" };
  root.classList.add("js");

  function remembered() {
    try { return localStorage.getItem("boundcheck-theme") || ""; } catch { return ""; }
  }
  function paint(theme) {
    if (THEMES.includes(theme) && theme) root.dataset.theme = theme; else delete root.dataset.theme;
  }
  paint(remembered());

  document.addEventListener("DOMContentLoaded", () => {
    themes();
    foldDetails();
    if (document.getElementById("filters")) { steps(); graph(); }
  });

  function themes() {
    const button = document.getElementById("theme");
    const say = () => { button.querySelector("span").textContent = WORDS[root.dataset.theme || ""]; };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(root.dataset.theme || "") + 1) % THEMES.length];
      paint(next);
      say();
      try { localStorage.setItem("boundcheck-theme", next); } catch { /* a page of a file may not remember */ }
    });
  }

  function steps() {
    const all = [...document.querySelectorAll(".step")];
    const search = document.getElementById("search");
    const buttons = [...document.querySelectorAll("[data-show]")];
    const help = document.getElementById("help");
    const unfold = document.getElementById("unfold");
    const texts = new Map();
    let show = "";

    if (matchMedia("(max-width: 720px)").matches) {
      for (const formula of document.querySelectorAll("div.formula")) formula.tabIndex = 0; // it may have to be scrolled
    }
    for (const id of ["filters", "keys"]) document.getElementById(id).hidden = false;
    for (const step of all) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      button.setAttribute("aria-expanded", "false");
      button.append("Details", hiddenText(` of ${step.querySelector("h4").textContent.trim()}`));
      step.querySelector(".more").before(button);
      button.addEventListener("click", () => fold(step, !step.classList.contains("open")));
    }

    function fold(step, open) {
      step.classList.toggle("open", open);
      step.querySelector(".fold").setAttribute("aria-expanded", String(open));
    }
    function hiddenText(text) {
      const span = document.createElement("span");
      span.className = "vh";
      span.textContent = text;
      return span;
    }
    function textOf(step) {
      if (!texts.has(step)) texts.set(step, step.textContent.toLowerCase());
      return texts.get(step);
    }
    function filter() {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const step of all) {
        const kept = (!show || step.dataset.tags.split(" ").includes(show)) && words.every((w) => textOf(step).includes(w));
        step.hidden = !kept;
        count += kept;
      }
      for (const section of document.querySelectorAll(".statement")) {
        section.hidden = !section.querySelector(".step:not([hidden])");
      }
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === show));
      document.getElementById("found").textContent = count === 1 ? "1 line" : `${count} lines`;
      document.getElementById("nothing").hidden = count > 0;
      const hidden = new Set(all.filter((step) => step.hidden).map((step) => `#${step.id}`));
      for (const node of document.querySelectorAll(".bc-fig .node")) node.classList.toggle("off", hidden.has(node.getAttribute("href")));
    }
    function clear() {
      show = "";
      search.value = "";
      filter();
    }
    function go(step) {
      if (step.hidden) clear();
      step.focus({ preventScroll: true });
      step.scrollIntoView({ block: "start" });
    }
    function follow() {
      const id = decodeURIComponent(location.hash.slice(1));
      const target = id && document.getElementById(id);
      if (!target) return;
      if (target.classList.contains("step")) { fold(target, true); go(target); } else target.focus();
    }
    function move(by) {
      const shown = all.filter((step) => !step.hidden);
      const here = shown.indexOf(document.activeElement.closest(".step"));
      const next = here < 0 ? shown.find((step) => by > 0 && step.getBoundingClientRect().bottom > 0) : shown[here + by];
      if (next) go(next);
    }

    search.addEventListener("input", filter);
    document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
    for (const button of buttons) button.addEventListener("click", () => { show = button.dataset.show; filter(); });
    unfold.addEventListener("click", () => {
      const open = unfold.getAttribute("aria-pressed") !== "true";
      unfold.setAttribute("aria-pressed", String(open));
      unfold.textContent = open ? "fold all" : "unfold all";
      for (const step of all) fold(step, open);
    });
    document.getElementById("keys").addEventListener("click", () => help.showModal());
    window.addEventListener("hashchange", follow);
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (link && link.getAttribute("href") === location.hash) follow();
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
      if (event.key === "Escape") { search.blur(); clear(); return; }
      if (event.target === search) return;
      const at = event.target.closest(".step");
      if (event.key === "j") move(1);
      else if (event.key === "k") move(-1);
      else if (event.key === "Enter" && at === event.target) fold(at, !at.classList.contains("open"));
      else if (event.key === "/") search.focus();
      else if (event.key === "?") help.showModal();
      else return;
      event.preventDefault();
    });
    follow();
  }

  function graph() {
    const caption = document.getElementById("caption");
    for (const svg of document.querySelectorAll(".graph .bc-fig")) {
      const nodes = [...svg.querySelectorAll(".node")];
      const threads = [...svg.querySelectorAll(".thread")];
      const below = new Map();
      const above = new Map();
      for (const thread of threads) {
        push(below, thread.dataset.from, thread);
        push(above, thread.dataset.to, thread);
      }
      nodes.forEach((node, place) => {
        node.setAttribute("tabindex", place ? "-1" : "0");
        node.addEventListener("mouseenter", () => look(node));
        node.addEventListener("focus", () => { rove(nodes, node); look(node); });
        node.addEventListener("mouseleave", rest);
        node.addEventListener("blur", rest);
        node.addEventListener("keydown", (event) => {
          const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          const next = by && nodes[place + by];
          if (next) { event.preventDefault(); next.focus(); }
        });
      });
      function reach(key, lines, end, found) {
        const queue = [key];
        while (queue.length) {
          for (const thread of lines.get(queue.pop()) || []) {
            if (found.has(thread)) continue;
            found.add(thread);
            queue.push(thread.dataset[end]);
          }
        }
      }
      function look(node) {
        const found = new Set();
        reach(node.dataset.n, below, "to", found);
        reach(node.dataset.n, above, "from", found);
        const keys = new Set([node.dataset.n]);
        for (const thread of threads) {
          thread.classList.toggle("on", found.has(thread));
          if (found.has(thread)) { keys.add(thread.dataset.from); keys.add(thread.dataset.to); }
        }
        for (const other of nodes) other.classList.toggle("on", keys.has(other.dataset.n));
        svg.classList.add("looking");
        caption.textContent = node.querySelector("title").textContent;
      }
      function rest() {
        svg.classList.remove("looking");
        caption.textContent = "";
      }
    }
  }
  function foldDetails() {
    const all = [...document.querySelectorAll("details")];
    let folded = all;
    const open = (some, how) => { for (const one of some) one.open = how; };
    open(all, false);
    addEventListener("beforeprint", () => { folded = all.filter((one) => !one.open); open(folded, true); });
    addEventListener("afterprint", () => open(folded, false));
  }
  function push(map, key, value) {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(value);
  }
  function rove(nodes, node) {
    for (const other of nodes) other.setAttribute("tabindex", other === node ? "0" : "-1");
  }
})();
