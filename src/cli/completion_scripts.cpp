#include "cli/completion_scripts.hpp"

namespace weir::cli {

// Readline breaks words at ":" and "=", too, and puts in only what follows the break: the line is
// taken apart at blanks instead, and what stands before the break is cut off the candidates.
const std::string_view bash_completion = R"(# bash completion for weir
_weir() {
    local line=${COMP_LINE:0:COMP_POINT} candidate shown before
    local -a words
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local word=${words[${#words[@]} - 1]}
    before=${word%"${word##*[:=]}"}
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            compopt -o filenames 2> /dev/null
            while IFS= read -r shown; do COMPREPLY+=("$shown"); done \
                < <(compgen -f -- "${word#"$before"}")
            continue
        fi
        candidate=${candidate%%$'\t'*}
        COMPREPLY+=("${candidate#"$before"}")
        [[ $candidate == *: ]] && compopt -o nospace 2> /dev/null
    done < <("${words[0]}" __complete "${words[@]:1}" 2> /dev/null)
}
complete -F _weir weir
)";

const std::string_view zsh_completion = R"(#compdef weir
_weir() {
    local candidate word meaning
    local -a plain open
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            _files
            continue
        fi
        word=${candidate%%$'\t'*}
        meaning=${candidate#*$'\t'}
        [[ $meaning == $candidate ]] && meaning=
        if [[ $word == *: ]]; then
            open+=("$word")
        else
            plain+=("${word//:/\\:}${meaning:+:$meaning}")
        fi
    done < <(${words[1]} __complete "${(@Q)words[2,CURRENT]}" 2> /dev/null)
    (( $#plain )) && _describe weir plain
    (( $#open )) && compadd -S '' -- $open
}
if [[ $funcstack[1] == _weir ]]; then
    _weir "$@"
else
    compdef _weir weir
fi
)";

const std::string_view fish_completion = R"(# fish completion for weir
function __weir_complete
    set -l words (commandline -opc)
    set -l weir $words[1]
    set -e words[1]
    for candidate in ($weir __complete $words (commandline -ct) 2> /dev/null)
        if test $candidate = :files
            __fish_complete_path (commandline -ct)
        else
            echo $candidate
        end
    end
end
complete -c weir -f -a '(__weir_complete)'
)";

}  // namespace weir::cli
