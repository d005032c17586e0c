/* Keeps one page for when there is no connection. It stores nothing of anybody. */
const CACHE = "praktijkplein-offline";
const PAGE = "{% url "core:offline" %}";
const KEEP = [
  PAGE,
  "{% static "portal/css/tokens.css" %}",
  "{% static "portal/css/base.css" %}",
  "{% static "portal/css/components.css" %}",
  "{% static "portal/css/pupil.css" %}",
  "{% static "portal/js/theme.js" %}",
  "{% static "portal/js/praktijkplein.js" %}",
  "{% static "portal/icons/sectors.svg" %}",
  "{% static "portal/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2" %}",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEEP)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (KEEP.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreVary: true })));
  }
});
