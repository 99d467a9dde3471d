/** Hands what stands after "#" (`need=loneliness&place=leigh`) to the element of the frame page. */
const list = document.querySelector('waymark-list');

function tell(): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const name of ['need', 'place', 'codes', 'limit']) {
    const value = asked.get(name);
    if (value) list?.setAttribute(name, value);
    else list?.removeAttribute(name);
  }
}

addEventListener('hashchange', tell);
tell();
