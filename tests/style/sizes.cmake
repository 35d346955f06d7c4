# Fails when a file has grown too long to be read at a sitting. Run with -D ROOT=<repository>.

cmake_minimum_required(VERSION 3.25)

set(most_lines 400)
set(kinds cpp hpp c h py sh cmake txt yaml)

set(patterns)
foreach(folder IN ITEMS include src tests examples rules)
    foreach(kind IN LISTS kinds)
        list(APPEND patterns ${ROOT}/${folder}/*.${kind})
    endforeach()
endforeach()
file(GLOB_RECURSE paths RELATIVE ${ROOT} ${patterns})
list(APPEND paths CMakeLists.txt)

set(longest 0)
foreach(path IN LISTS paths)
    file(READ ${ROOT}/${path} text)
    string(REGEX REPLACE "[^\n]" "" ends "${text}")
    string(LENGTH "${ends}" lines)
    if(lines GREATER most_lines)
        message(SEND_ERROR "${path}: ${lines} lines, and ${most_lines} are the most")
    endif()
    if(lines GREATER longest)
        set(longest ${lines})
        set(path_of_longest ${path})
    endif()
endforeach()

list(LENGTH paths number)
message(STATUS "${number} files; the longest is ${path_of_longest} with ${longest} lines")
