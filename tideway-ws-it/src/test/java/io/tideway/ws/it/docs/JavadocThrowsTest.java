package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Reads the Javadoc of what applications call. */
class JavadocThrowsTest {
    private static final Path SOURCES = Page.root().resolve("tideway-ws-api/src/main/java/io/tideway/ws");
    private static final Set<String> CALLED_BY_TIDEWAY =
            Set.of("WebSocketHandler.java", "JsonHandler.java", "RoomPolicy.java", "package-info.java");

    @Test
    void everyMethodThatRefusesNullSaysSo() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> silent = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> found = Files.list(SOURCES)) {
            List<Path> sources = found.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            !CALLED_BY_TIDEWAY.contains(file.getFileName().toString()))
                    .toList();
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Methods(trees, silent).scan(unit, null);
            }
        }
        assertThat(silent).isEmpty();
    }

    /** Collects the documented methods that take a reference and do not document what null does. */
    private static final class Methods extends TreePathScanner<Void, Void> {
        private final Trees trees;
        private final List<String> silent;

        Methods(Trees trees, List<String> silent) {
            this.trees = trees;
            this.silent = silent;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            boolean nested = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            boolean open = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            return nested || open ? super.visitClass(type, unused) : null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            String doc = trees.getDocComment(getCurrentPath());
            boolean takesReference = method.getParameters().stream().anyMatch(Methods::refusesNull);
            if (doc != null && takesReference && !doc.contains("@throws NullPointerException")) {
                ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
                silent.add(type.getSimpleName() + "." + method.getName());
            }
            return super.visitMethod(method, unused);
        }

        private static boolean refusesNull(VariableTree parameter) {
            return !(parameter.getType() instanceof PrimitiveTypeTree)
                    && parameter.getModifiers().getAnnotations().stream()
                            .noneMatch(annotation ->
                                    annotation.getAnnotationType().toString().equals("Nullable"));
        }
    }
}
