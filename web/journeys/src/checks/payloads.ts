/** Texts that run, load or break out where somebody forgets that they are text. Each calls `window.hacked` or loads /hacked when it works. */
export const payloads: readonly string[] = [
  '<script>window.hacked=1</script>',
  '<img src=x onerror="window.hacked=1">',
  '"><svg onload=window.hacked=1>',
  "' onmouseover='window.hacked=1' x='",
  '<a href="javascript:window.hacked=1">click</a>',
  'javascript:window.hacked=1//',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<img src="/hacked">',
  '<style>body{background:url(/hacked)}</style>',
  '</textarea><script>window.hacked=1</script>',
  '{{constructor.constructor("window.hacked=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it shall stay as it is.
  '${window.hacked=1}',
  '&lt;b&gt; &amp; &#60;script&#62;',
  '$t(common:save) {{count}}',
];
