# Sourced by ./dev: which Debian/Ubuntu packages are needed, and how the missing ones get installed.
# "a|b": the first one that the distribution has.

build_packages=(
    g++ cmake ninja-build ccache pkg-config patch xz-utils ca-certificates git
    libsqlite3-dev libsodium-dev libcurl4-openssl-dev
    nlohmann-json3-dev libspdlog-dev libcli11-dev doctest-dev
    libcairo2-dev libpango1.0-dev libqrencode-dev
    emscripten libharfbuzz-bin fonts-noto-core
)
test_packages=(
    clang-format-14\|clang-format wabt chromium firefox-esr\|firefox webkit2gtk-driver xvfb w3m lynx python3-pexpect
    poppler-utils zbar-tools
)

# Node 18 or later from anywhere (NodeSource's package conflicts with Debian's npm, so nothing is replaced).
have_node() {
    command -v npm >/dev/null && command -v node >/dev/null && [ "$(node -p 'parseInt(process.versions.node)')" -ge 18 ]
}

as_root() { if [ "$(id -u)" = 0 ]; then run "$@"; else run sudo "$@"; fi; }

# Ubuntu's chromium package only points to a snap; other names of the same browser are as good.
find_chromium() {
    local name
    for name in "${LESEPASS_CHROMIUM:-}" chromium google-chrome google-chrome-stable chromium-browser /snap/bin/chromium; do
        if [ -n "$name" ] && command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

require_chromium() {
    find_chromium >/dev/null && return
    die "no Chromium for the browser tests. Debian: apt-get install chromium. Ubuntu: snap install chromium, or install
     Google Chrome's .deb. Any other copy: LESEPASS_CHROMIUM=/path/to/chrome ./dev test"
}

find_clang_format() { command -v clang-format-14 || command -v clang-format || die "clang-format is missing"; }

# The packages of the list that have to be installed, one a line.
missing_packages() {
    local entry names name installed
    IFS='|' read -ra names <<<"$(IFS='|'; echo "$*")"
    installed=" $(dpkg-query -W -f '${Package}:${db:Status-Status} ' "${names[@]}" 2>/dev/null || true)"
    for entry in "$@"; do
        IFS='|' read -ra names <<<"$entry"
        for name in "${names[@]}"; do
            if [[ $installed == *" $name:installed "* ]]; then continue 2; fi
        done
        if [ "$entry" = chromium ] && find_chromium >/dev/null; then continue; fi
        if [ "$entry" = chromium ] && grep -qi '^ID=ubuntu' /etc/os-release; then continue; fi  # require_chromium explains
        echo "$entry"
    done
    have_node || printf '%s\n' nodejs npm
}

# The first name of "a|b" that apt knows.
available_name() {
    local names name
    IFS='|' read -ra names <<<"$1"
    for name in "${names[@]}"; do
        if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then echo "$name"; return; fi
    done
    echo "${names[0]}"
}

install_packages() {
    local missing=() chosen=() entry
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        have_node || die "Node 18 or later with npm is needed"
        command -v cmake >/dev/null && command -v ninja >/dev/null && command -v emcc >/dev/null ||
            die "this is no Debian or Ubuntu; install the equivalents of: $*"
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Missing packages (${#missing[@]}): ${missing[*]}" >&2
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        for entry in "${missing[@]}"; do chosen+=("$(available_name "$entry")"); done
        die "there is no sudo; as root: apt-get update && apt-get install --no-install-recommends ${chosen[*]}"
    fi
    as_root apt-get update
    for entry in "${missing[@]}"; do chosen+=("$(available_name "$entry")"); done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${chosen[@]}"
}
