# Sourced by run, callcenter and test: prerequisites and building. Says everything on stderr.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

# Installs Debian packages when it can, else says what to install.
install_packages() {
  local missing=("$@")
  local apt=()
  if command -v apt-get >/dev/null; then
    if [[ $(id -u) -eq 0 ]]; then
      apt=(apt-get)
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      apt=(sudo -n apt-get)
    fi
  fi
  if [[ ${#apt[@]} -gt 0 ]]; then
    say "Installing ${missing[*]} ..."
    if DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq "${missing[@]}" </dev/null >&2; then
      return
    fi
    "${apt[@]}" update -qq </dev/null >&2 || true
    if DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq "${missing[@]}" </dev/null >&2; then
      return
    fi
  fi
  stop "Please install: ${missing[*]}   (Debian: sudo apt-get install ${missing[*]})"
}

# .NET SDK 10 and the libraries that it loads. (No pipes into grep -q: it leaves early, and with pipefail the writer's SIGPIPE reads as "missing".)
need_sdk() {
  if [[ -z ${DOTNET_ROOT:-} && ! $(command -v dotnet) && -x $HOME/.dotnet/dotnet ]]; then
    export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
  fi
  if ! command -v dotnet >/dev/null || ! grep -q '^10\.' <<<"$(dotnet --list-sdks 2>/dev/null)"; then
    install_packages dotnet-sdk-10.0
  fi
  if [[ -z ${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-} ]] && ! grep -q 'libicuuc\.so' <<<"$(ldconfig -p 2>/dev/null)"; then
    install_packages "$(apt-cache search --names-only '^libicu[0-9]+$' 2>/dev/null | awk 'NR==1 {print $1}' | grep . || echo libicu72)"
  fi
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
}

# Node for the browser client. Asked for only when something is to be built.
need_node() {
  if ! command -v node >/dev/null; then install_packages nodejs npm; fi
  if ! command -v npm >/dev/null; then install_packages npm; fi
  local found major minor
  found=$(node --version)
  IFS=. read -r major minor _ <<<"${found#v}"
  if ((major < 20 || (major == 20 && minor < 19))); then
    stop "The browser client needs Node 20.19 or newer; found is $found. Install a newer Node, then start again."
  fi
}

# True when something that goes into the program is newer than the stamp.
stale() {
  local stamp=$1
  shift
  [[ ! -e $stamp ]] || [[ -n $(find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist -o -path web/journeys \) -prune -o -type f -newer "$stamp" -print -quit) ]]
}

program() { echo src/CallCenter/bin/Release/net10.0/linux-x64/callcenter; }

# Builds the program (Release) when needed; errors are shown, the rest goes to the log.
build_program() {
  local stamp=src/CallCenter/obj/run.stamp log=src/CallCenter/obj/run-build.log
  if [[ -x $(program) ]] && ! stale "$stamp" src db web Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt; then
    return
  fi
  mkdir -p src/CallCenter/obj
  (
    # Two builds at once would write the same files: the second waits, and then has nothing to do.
    flock 9
    if [[ -x $(program) ]] && ! stale "$stamp" src db web Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt; then
      exit 0
    fi
    need_node
    say "Building ..."
    local began
    began=$(mktemp)
    if ! dotnet build src/CallCenter -c Release -v q --nologo -p:UseSharedCompilation=false -nodeReuse:false </dev/null >"$log" 2>&1; then
      grep -E 'error|Error' "$log" | sort -u | head -40 >&2 || true
      rm -f "$began"
      stop "The build failed; everything it said is in $log"
    fi
    # The time at which the build began: what was edited meanwhile is built the next time.
    touch -r "$began" "$stamp"
    rm -f "$began"
  ) 9>src/CallCenter/obj/run.lock
}
