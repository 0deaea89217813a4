// Runs before the first paint, so that a dark page never flashes white; ui/mode.tsx takes over.
(function () {
  var choice = localStorage.getItem("qunce.mode");
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
